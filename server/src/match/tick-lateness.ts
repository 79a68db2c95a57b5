/** How punctual the turns of a process's matches are, in the terms of those who ask. */
import { createHistogram } from "node:perf_hooks";
import { TICK_MS } from "@quickpong/shared/court.ts";

/** Lateness that the players' margins no longer hide (ms): three ticks. */
export const TOO_LATE = 3 * TICK_MS;
/** For `mostly`: how far one turn moves it up (ms), and 19 in 20 turns are below. */
const STEP = 0.5;
const ODDS = 19;

export class TickLateness {
  /** How late turns were (us), since the start or the last `reset()` of it. */
  readonly lateness = createHistogram();
  /**
   * Turns given since the start, and how many of them while the process was further behind than the
   * margins hide: they are punctual even then, but what players say has waited for as long. And how often
   * the process was away for longer than a second.
   */
  readonly count = { turns: 0, late: 0, outages: 0 };
  /** Turns since the timer came. */
  #since = 0;
  #mostly = 0;

  /** What 95 % of the latest turns stayed below (ms), followed step by step. */
  get mostly(): number {
    return this.#mostly;
  }

  /** A turn was given so `late` (ms). */
  turn(late: number): void {
    this.lateness.record(Math.max(1, Math.round(late * 1000)));
    this.count.turns++;
    this.#since++;
    this.#mostly = Math.max(0, this.#mostly + (late > this.#mostly ? STEP : -STEP / ODDS));
  }

  /** The timer came, with the process so far `behind` (ms). */
  timer(behind: number): void {
    if (behind > TOO_LATE) this.count.late += this.#since;
    this.#since = 0;
  }
}
