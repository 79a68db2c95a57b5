/** A short piece of a match as moving lines: what the first page shows behind its title. */
import type { Flight } from "../ball.ts";

/** Ticks between two heights of a paddle. */
export const CLIP_STEP = 5;

/** What of a flight its line follows from: start and heights in ticks and u to 2 digits, u/tick to 4. */
export type ClipFlight = [start: number, y: number, vx: number, vy: number, hits: number];

export interface Clip {
  /** What is shown (ticks of the match). */
  from: number;
  until: number;
  /** Oldest first; the first ones began before `from`. A ball that was missed flies on out of the court. */
  flights: ClipFlight[];
  /** Of each paddle's centre, by side: at `from` and every CLIP_STEP after it, up to `until` (whole u). */
  heights: [number[], number[]];
  /** At the beginning of a rally (u); the shorter ones of long rallies are not worth their bytes. */
  paddleLength: number;
}

/** `GET /api/live`; 204 when there is nothing to show. */
export interface LiveClip extends Clip {
  /** A public match that is being played, some seconds ago; or the longest rally of the last 24 hours. */
  kind: "live" | "rally";
  /** Of the match, to watch it, or of the replay. */
  id: string;
}

/** A flight as far as drawing it needs. */
export const flightOf = ([start, y, vx, vy, hits]: ClipFlight): Flight => ({
  ...{ start, y, vx, vy, hits },
  speed: Math.abs(vx),
  ruling: "open",
  gap: 0,
});
