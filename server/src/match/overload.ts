/**
 * Notices that the process can't keep up, so that new players are turned away before those who play
 * suffer. Pure: somebody looks at the lateness of the ticks once a second and says it here.
 */

/** Lateness (ms) that the players' margins no longer hide: two ticks. */
const TOO_LATE = 33;
/** Lateness at which there is room again (ms); the gap keeps it from flapping. */
const FINE = 8;
/** Looks in a row that are too late before anybody is turned away: a stall alone is no overload. */
const BAD_LOOKS = 3;
/** Looks in a row that are fine before everybody is let in again. */
const GOOD_LOOKS = 5;

export class Overload {
  #overloaded = false;
  #run = 0;

  get overloaded(): boolean {
    return this.#overloaded;
  }

  /** Ticks are `lateness` (ms) late these days; called once a second. */
  look(lateness: number): void {
    const turning = this.#overloaded ? lateness < FINE : lateness > TOO_LATE;
    this.#run = turning ? this.#run + 1 : 0;
    if (this.#run < (this.#overloaded ? GOOD_LOOKS : BAD_LOOKS)) return;
    this.#overloaded = !this.#overloaded;
    this.#run = 0;
  }
}
