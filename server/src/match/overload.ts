/**
 * Notices that the process can't keep up, so that new players are turned away before those who play
 * suffer. Pure: once a second somebody says how many turns were given and how many were late.
 */

/** Share of late turns in a second above which it was a bad one, and below which it was a good one. */
const BAD = 0.1;
const GOOD = 0.01;
/** Bad seconds in a row before anybody is turned away: a stall alone is no overload. */
const BAD_LOOKS = 5;
/** Good seconds in a row before everybody is let in again. */
const GOOD_LOOKS = 5;

/** Turns since the start. */
interface Turns {
  readonly turns: number;
  readonly late: number;
}

export class Overload {
  #overloaded = false;
  #before: Turns = { turns: 0, late: 0 };
  #run = 0;

  get overloaded(): boolean {
    return this.#overloaded;
  }

  /** Called once a second. A second without turns is a good one. */
  look({ turns, late }: Turns): void {
    const share = (late - this.#before.late) / Math.max(1, turns - this.#before.turns);
    this.#before = { turns, late };
    const turning = this.#overloaded ? share < GOOD : share > BAD;
    this.#run = turning ? this.#run + 1 : 0;
    if (this.#run < (this.#overloaded ? GOOD_LOOKS : BAD_LOOKS)) return;
    this.#overloaded = !this.#overloaded;
    this.#run = 0;
  }
}
