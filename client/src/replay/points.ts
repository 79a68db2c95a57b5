/** From point to point of a replay, and what is repeated of it. Pure. */
import { ticksFromMs } from "@quickpong/shared/court.ts";
import type { Playhead, Range } from "./playhead.ts";
import type { Rally } from "./rallies.ts";

/** Before and after a rally so much is shown (ticks). */
const LEAD_IN = ticksFromMs(600);
const LEAD_OUT = ticksFromMs(900);
/** Whoever goes back so soon after a point's beginning wants the one before (ticks). */
const SOON = ticksFromMs(1500);

/** Where the next point begins (ticks), or the end. */
export function nextPoint(rallies: readonly Rally[], { t, to }: Playhead): number {
  const next = rallies.find(({ start }) => start - LEAD_IN > t + 1);
  return next ? next.start - LEAD_IN : to;
}

/** Where this point began (ticks), or the one before it. */
export function lastPoint(rallies: readonly Rally[], { t, from }: Playhead): number {
  const before = rallies.filter(({ start }) => start - LEAD_IN < t - SOON);
  const last = before[before.length - 1];
  return last ? last.start - LEAD_IN : from;
}

/** The rally of this moment, or the next one; null when there is none. */
export function rallyAround(rallies: readonly Rally[], { t }: Playhead): Range | null {
  const rally = rallies.find(({ end }) => end + LEAD_OUT >= t) ?? rallies[rallies.length - 1];
  return rally ? { from: rally.start - LEAD_IN, to: rally.end + LEAD_OUT } : null;
}
