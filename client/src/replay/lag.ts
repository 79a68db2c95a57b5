/** How far from the server's time each player's screen was, as far as a recording tells. Pure. */
import { contactTime, defenderOf } from "@quickpong/shared/ball.ts";
import { otherSide, type Side, ticksFromMs } from "@quickpong/shared/court.ts";
import type { MatchRecord } from "./match-record.ts";

/** In ticks. */
export interface Lag {
  /** So far ahead of the server the own paddle was drawn: P. */
  lead: number;
  /** So far behind it the opponent's paddle was drawn: R. */
  delay: number;
  /** So long news took to the player. */
  down: number;
}

/** An input is stamped with the next tick: half a tick after it was made, on average. */
const STAMP_AHEAD = 0.5;
/** Reserve for the opponent's late news, as clocks.ts has it (ticks). */
const RESERVE_MOST = ticksFromMs(120);
const RESERVE_LEAST = ticksFromMs(2);
const RESERVE_SHARE = 0.95;

/**
 * A side's. How much earlier than its stamp an input arrived is in the recording, and so is how late the
 * opponent's news were at the server. The way to the server and back is not: `rtt` (ms) is what the player's
 * page measured, and each way is taken for half of it.
 */
export function lagOf(record: MatchRecord, side: Side, rtt: number): Lag {
  const way = ticksFromMs(rtt) / 2;
  const early = record.inputs[side].map(({ tick, arrived }) => tick - STAMP_AHEAD - arrived);
  const late = lateness(record, otherSide(side));
  const usual = quantile(late, 0.5);
  const reserve = Math.min(RESERVE_MOST, quantile(late, RESERVE_SHARE) - usual) + RESERVE_LEAST;
  return {
    lead: Math.max(0, way + quantile(early, 0.5)),
    delay: Math.max(0, way + usual + reserve),
    down: way,
  };
}

/** How long after it happened each thing that a side did was known (ticks). */
function lateness({ segments, flights }: MatchRecord, side: Side): number[] {
  const moves = segments[side].slice(1).map(({ known, segment }) => known - segment.tick);
  const contacts = flights
    .filter(({ flight, ruled }) => defenderOf(flight) === side && Number.isFinite(ruled))
    .filter(({ flight }) => flight.ruling !== "void")
    .map(({ flight, ruled }) => ruled - contactTime(flight));
  return [...moves, ...contacts];
}

/** 0 of nothing. */
function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
