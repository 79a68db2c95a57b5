/** How late the ticks of a process's matches are. */
import { createHistogram } from "node:perf_hooks";
import { TICK_MS } from "@quickpong/shared/court.ts";

/** Lateness that the players' margins no longer hide (ms): three ticks. */
export const TOO_LATE = 3 * TICK_MS;
/** For `p95`: how far one tick moves it up (ms), and 19 in 20 ticks are below. */
const STEP = 0.5;
const ODDS = 19;

export class TickLateness {
  /** How late ticks were (us), since the start or the last `reset()` of it. */
  readonly histogram = createHistogram();
  /**
   * Ticks since the start, and how many of them while the process was further behind than the margins
   * hide: they are punctual even then, but what players say has waited for as long. And how often
   * the process was away for longer than a second.
   */
  readonly count = { ticks: 0, late: 0, outages: 0 };
  /** Ticks since the timer came. */
  #since = 0;
  #p95 = 0;

  /** What 95 % of the latest ticks stayed below (ms), followed step by step. */
  get p95(): number {
    return this.#p95;
  }

  /** A match ticked so `late` (ms). */
  ticked(late: number): void {
    this.histogram.record(Math.max(1, Math.round(late * 1000)));
    this.count.ticks++;
    this.#since++;
    this.#p95 = Math.max(0, this.#p95 + (late > this.#p95 ? STEP : -STEP / ODDS));
  }

  /** The timer came, with the process so far `behind` (ms). */
  timer(behind: number): void {
    if (behind > TOO_LATE) this.count.late += this.#since;
    this.#since = 0;
  }
}
