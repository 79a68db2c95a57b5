/**
 * The clock of a match that lives in this page: it rests while the tab is hidden and whenever it is told
 * to, because nobody else waits there. Stands still within a frame.
 */

/** A frame counts for at most this (ms). */
const LONGEST_FRAME = 100;
/** After a rest it stands for so much longer (ms): a hand has to find its way back. */
const BREATH = 600;

export interface MatchClock {
  now(): number;
  /** A frame has begun at the browser's time `now` (ms). */
  tick(now: number): void;
  /** Whether it stands still from frame to frame. */
  readonly resting: boolean;
  /** It rests from now on, or goes on in a moment from where it is. */
  rest(on: boolean): void;
}

export function createMatchClock(begin: number): MatchClock {
  let last = begin;
  let time = begin;
  let told = false;
  let breath = 0;
  return {
    now: () => time,
    tick(now) {
      const step = Math.min(LONGEST_FRAME, Math.max(0, now - last));
      last = now;
      if (told) return;
      if (breath > 0) breath -= step;
      else time += step;
    },
    get resting() {
      return told || breath > 0;
    },
    rest(on) {
      if (told && !on) breath = BREATH;
      told = on;
    },
  };
}
