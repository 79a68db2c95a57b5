/**
 * Notices that the process can't keep up, so that new players are turned away before those who play
 * suffer. Pure: once a second somebody says how that second was.
 *
 * Joining is work, too, and a crowd that comes at once makes ticks late for a while. So the first bad
 * second only counts as busy: admission control lets fewer in at a time, and the others wait there. What is still bad
 * after some seconds of that comes from the matches, and waiting would not help.
 */

/** Share of late ticks in a second above which it was a bad one, and below which it was a good one. */
const LATE_BAD = 0.1;
const LATE_GOOD = 0.01;
/**
 * Ticks in a second below which none counts as late: a few matches are not what keeps a process from
 * being in time, and turning somebody away would not help the players.
 */
const FEW_TURNS = 100;
/**
 * The same as for late ticks, for the share of a second in which the main thread was at work. Above 0.95
 * (2,500 matches in docs/performance.md, whose players get a seventh fewer frames) what players say
 * waits, and the next match is at the cost of the others.
 */
const WORK_BAD = 0.95;
const WORK_GOOD = 0.85;
/** Bad seconds in a row before anybody is turned away: a stall alone is no overload. */
const BAD_LOOKS = 5;
/** Good seconds in a row before everybody is let in again. */
const GOOD_LOOKS = 5;

/** How a second was. */
export interface Second {
  /** Ticks since the start, and those run while the process was further behind than margins hide. */
  readonly ticks: number;
  readonly late: number;
  /** Share of the second in which the main thread was at work. */
  readonly work: number;
  /** Whether players wait to be let in: letting them in takes what work there is. */
  readonly crowd: boolean;
}

export class Overload {
  #overloaded = false;
  #busy = false;
  #ticks = 0;
  #late = 0;
  #run = 0;

  get overloaded(): boolean {
    return this.#overloaded;
  }

  /** Whether ticks were late in the last second. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Called once a second. */
  look({ ticks, late, work, crowd }: Second): void {
    const fresh = ticks - this.#ticks;
    const share = fresh < FEW_TURNS ? 0 : (late - this.#late) / fresh;
    this.#ticks = ticks;
    this.#late = late;
    this.#busy = share > LATE_BAD;
    const bad = this.#busy || (work > WORK_BAD && !crowd);
    const good = share < LATE_GOOD && work < WORK_GOOD;
    this.#run = (this.#overloaded ? good : bad) ? this.#run + 1 : 0;
    if (this.#run < (this.#overloaded ? GOOD_LOOKS : BAD_LOOKS)) return;
    this.#overloaded = !this.#overloaded;
    this.#run = 0;
  }
}
