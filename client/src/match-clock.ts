/**
 * The clock of a match that lives in this page: it rests while the tab is hidden, because nobody
 * else waits there. Stands still within a frame.
 */

/** A frame counts for at most this (ms). */
const LONGEST_FRAME = 100;

export interface MatchClock {
  now(): number;
  /** A frame has begun at the browser's time `now` (ms). */
  tick(now: number): void;
}

export function createMatchClock(begin: number): MatchClock {
  let last = begin;
  let time = begin;
  return {
    now: () => time,
    tick(now) {
      time += Math.min(LONGEST_FRAME, Math.max(0, now - last));
      last = now;
    },
  };
}
