/** The time of a match as its simulation is told it: in ticks, as a recording can have it, and never going back. */
import { TICK_MS } from "@quickpong/shared/court.ts";
import { floorArrival } from "@quickpong/shared/replay/format.ts";
import type { Ticker } from "./ticker.ts";

export class MatchClock {
  readonly #ticker: Ticker;
  readonly #origin: number;
  #latest = 0;

  /** `origin`: the match's tick 0 (ms on the ticker's clock). */
  constructor(ticker: Ticker, origin: number) {
    this.#ticker = ticker;
    this.#origin = origin;
  }

  /** At `now` (ms), which is seen to be the process's present. */
  see(now: number): number {
    this.#ticker.see(now);
    return this.at(now);
  }

  /** At `now` (ms), or at the latest time so far when that is later. */
  at(now: number): number {
    this.#latest = Math.max(this.#latest, this.before(now));
    return this.#latest;
  }

  /** At a time that may be over. */
  before(now: number): number {
    return floorArrival((now - this.#origin) / TICK_MS);
  }
}
