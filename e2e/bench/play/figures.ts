/** What matches come to: how long they last, how rallies end, which shots pay. */
import { contactTime, defenderOf, type Flight, reachAt } from "@quickpong/shared/ball.ts";
import { otherSide, TICK_RATE } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import type { Played } from "./simulate.ts";

export interface PairingFigures {
  matches: number;
  /** Length of a match (s). */
  seconds: Spread;
  /** From serve to miss: hits, and time (s). */
  hits: Spread;
  rallySeconds: Spread;
  /** Matches ended by the limit for a rally, and matches given up after ten minutes. */
  rallyTimeouts: number;
  unfinished: number;
  /** Share of the time in which no ball flies. */
  dead: number;
  /** Share of the points, and of the matches, that the first of the two won. */
  points: number;
  won: number;
  /** Of those three points behind, how many won all the same. */
  comebacks: number;
  /** Share of the balls that came back: struck with a paddle's middle third, and with the outer third. */
  flatReturned: number;
  edgeReturned: number;
}
interface Spread {
  p10: number;
  p50: number;
  p90: number;
}

const FLAT = 1 / 3;
const EDGE = 2 / 3;
const BEHIND = 3;

/** Figures of some matches by the same rules. */
export function figuresOf(rules: Rules, played: readonly Played[]): PairingFigures {
  const rallies = played.flatMap(({ flights }) => ralliesOf(flights));
  const ticks = sum(played.map((match) => match.ticks));
  const inPlay = sum(rallies.map((rally) => rally.ticks));
  const points = played.flatMap(({ flights }) => scorersOf(flights));
  const shots = played.flatMap(({ flights }) => shotsOf(rules, flights));
  const returned = (from: number, to: number) =>
    share(
      shots.filter(({ off }) => off >= from && off <= to),
      ({ back }) => back,
    );
  const falls = played.flatMap(fallsOf);
  return {
    matches: played.length,
    seconds: spread(played.map((match) => match.ticks / TICK_RATE)),
    hits: spread(rallies.map(({ hits }) => hits)),
    rallySeconds: spread(rallies.map((rally) => rally.ticks / TICK_RATE)),
    rallyTimeouts: played.filter(({ outcome }) => outcome?.reason === "timeout").length,
    unfinished: played.filter(({ outcome }) => outcome === null).length,
    dead: 1 - inPlay / ticks,
    points: share(points, (side) => side === 0),
    won: share(played, ({ outcome }) => outcome?.winner === 0),
    comebacks: share(falls, (won) => won),
    flatReturned: returned(0, FLAT),
    edgeReturned: returned(EDGE, 1),
  };
}

/** Rallies that ended with a miss. */
function ralliesOf(flights: readonly Flight[]): { hits: number; ticks: number }[] {
  let served = 0;
  return flights.flatMap((flight) => {
    if (flight.hits === 0) served = flight.start;
    if (flight.ruling === "hit") return [];
    return [{ hits: flight.hits, ticks: contactTime(flight) - served }];
  });
}

/** Who made the points, in their order. */
const scorersOf = (flights: readonly Flight[]): number[] =>
  flights.flatMap((flight) => (flight.ruling === "miss" ? [otherSide(defenderOf(flight))] : []));

/** Every ball that was hit: how far off the paddle's middle, as a share of its reach, and whether it came back. */
function shotsOf(rules: Rules, flights: readonly Flight[]): { off: number; back: boolean }[] {
  return flights.slice(0, -1).flatMap((flight, i) => {
    if (flight.ruling === "miss") return [];
    const off = Math.abs(flight.gap) / reachAt(rules, flight);
    return [{ off, back: (flights[i + 1] as Flight).ruling === "hit" }];
  });
}

/** For each side that was well behind once in a match, whether it won. */
function fallsOf({ flights, outcome }: Played): boolean[] {
  const lead = [0, 0];
  let difference = 0;
  for (const side of scorersOf(flights)) {
    difference += side === 0 ? 1 : -1;
    lead[0] = Math.max(lead[0] as number, difference);
    lead[1] = Math.max(lead[1] as number, -difference);
  }
  return [0, 1].flatMap((side) =>
    (lead[1 - side] as number) >= BEHIND ? [outcome?.winner === side] : [],
  );
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const share = <T>(all: readonly T[], is: (each: T) => boolean): number =>
  all.length === 0 ? 0 : all.filter(is).length / all.length;

function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (part: number) => sorted[Math.floor(part * (sorted.length - 1))] ?? Number.NaN;
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
