/** A recorded match as a row of rallies: what the bar marks and highlights are found in. Pure. */
import { contactTime, defenderOf, goalTime } from "@quickpong/shared/ball.ts";
import { otherSide, type Side, TICK_RATE } from "@quickpong/shared/court.ts";
import type { KnownFlight, MatchRecord, Standing } from "./match-record.ts";
import { standingAt } from "./record-at.ts";

export interface Rally {
  /** When the serve begins, and when the goal is seen or the rally was broken off (ticks). */
  start: number;
  end: number;
  /** Contacts that were hits. */
  hits: number;
  /** Who made the point; null when nobody did. */
  winner: Side | null;
  /** Points before it. */
  before: readonly [left: number, right: number];
  /** The fastest ball (u/s). */
  topSpeed: number;
  flights: readonly KnownFlight[];
}

/** The rallies of a match, in their order; serves that were never played are none. */
export function ralliesOf(record: MatchRecord): Rally[] {
  const rallies: KnownFlight[][] = [];
  for (const each of record.flights) {
    if (each.flight.hits === 0) rallies.push([]);
    rallies[rallies.length - 1]?.push(each);
  }
  const end = endOf(record);
  return rallies
    .map((flights) => rallyOf(record, flights, end))
    .filter(({ start, end }) => start < end);
}

/** When nothing was played any more (ticks). */
function endOf({ standings, to }: MatchRecord): number {
  return standings.find(({ phase }) => phase === "finished")?.at ?? to;
}

function rallyOf(record: MatchRecord, flights: readonly KnownFlight[], over: number): Rally {
  const [first, last] = [flights[0] as KnownFlight, flights[flights.length - 1] as KnownFlight];
  const missed = last.flight.ruling === "miss";
  // A ball that was broken off was seen until then.
  const end = missed
    ? Math.ceil(goalTime(last.flight))
    : Math.min(last.flight.ruling === "void" ? last.ruled : over, over);
  const counted = missed && end <= over;
  return {
    start: first.flight.start,
    end: Math.min(end, over),
    hits: flights.filter(({ flight }) => flight.ruling === "hit").length,
    winner: counted ? otherSide(defenderOf(last.flight)) : null,
    before: standingAt(record, first.flight.start).score,
    topSpeed: Math.max(...flights.map(({ flight }) => flight.speed)) * TICK_RATE,
    flights,
  };
}

/** When each contact that was a hit took place (ticks), and whose it was. */
export const hitsIn = ({ flights }: Rally): { at: number; by: Side; each: KnownFlight }[] =>
  flights
    .filter(({ flight }) => flight.ruling === "hit")
    .map((each) => ({ at: contactTime(each.flight), by: defenderOf(each.flight), each }));

/** Points after a rally. */
export function scoreAfter({ before, winner }: Rally): Standing["score"] {
  return [before[0] + (winner === 0 ? 1 : 0), before[1] + (winner === 1 ? 1 : 0)];
}
