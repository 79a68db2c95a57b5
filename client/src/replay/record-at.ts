/** What was so at a moment of a recorded match: found by binary search. Pure. */
import type { Side } from "@quickpong/shared/court.ts";
import { paddleAt } from "@quickpong/shared/paddle.ts";
import type { NumberedFlight } from "../net/publication-reader.ts";
import { lastIndexAt } from "./find-last.ts";
import type { KnownFlight, KnownInput, MatchRecord, Standing } from "./match-record.ts";

/** So many flights before and after the one that is drawn are handed to who draws it. */
const AROUND = 2;

/** Centre of a side's paddle at `t` (ticks), as the server had it in the end (u). */
export function paddleYAt({ rules, segments }: MatchRecord, side: Side, t: number): number {
  const track = segments[side];
  const i = Math.max(
    0,
    lastIndexAt(track, t, (each) => each.segment.tick),
  );
  const segment = track[i]?.segment;
  if (!segment) return 0;
  return t <= segment.tick ? segment.y : paddleAt(rules, segment, t);
}

/** What stood at `t` (ticks). */
export function standingAt({ standings }: MatchRecord, t: number): Standing {
  const i = lastIndexAt(standings, t, ({ at }) => at);
  return standings[Math.max(0, i)] as Standing;
}

/** The last input that was sent for a time up to `t` (ticks). */
export function inputAt({ inputs }: MatchRecord, side: Side, t: number): KnownInput | undefined {
  const list = inputs[side];
  return list[lastIndexAt(list, t, ({ tick }) => tick)];
}

/** Index of the newest flight that had begun, or was announced, at `t` (ticks); -1 before the first. */
export function flightIndexIn({ flights }: MatchRecord, t: number): number {
  const begun = lastIndexAt(flights, t, ({ flight }) => flight.start);
  return Math.max(
    begun,
    lastIndexAt(flights, t, ({ known }) => known),
  );
}

/**
 * The flights around `t` (ticks), oldest first, as they were in the end: a ruling that came late is there at
 * the contact. What was broken off flies until then, and nothing from before it is there afterwards.
 */
export function flightsAround(record: MatchRecord, t: number): NumberedFlight[] {
  const { flights } = record;
  const last = flightIndexIn(record, t);
  const found: NumberedFlight[] = [];
  for (let i = Math.max(0, last - AROUND); i <= last; i++) {
    const each = flights[i] as KnownFlight;
    if (each.flight.ruling !== "void") found.push({ n: each.n, flight: each.flight });
    else if (t >= each.ruled) found.length = 0;
    else found.push({ n: each.n, flight: { ...each.flight, ruling: "open" } });
  }
  return found;
}
