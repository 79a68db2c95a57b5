/**
 * Lets joining players in at the pace the process can take.
 *
 * A player who has been paired must take their seat within 5 s. When 500 press Play at the same
 * moment and all are let in at once, the first pairs wait behind everybody else's joining, and on a
 * slow machine for longer than that. So while the event loop is busy only a few are under way, from
 * joining to their seat, and the others wait where they lose nothing.
 */

/**
 * This many may always be under way, and this many while ticks are late. Those who come first do so in
 * one go, so that it is also how long matches may have to wait, about a millisecond for each. Storms of
 * 2,000 take as long with 24, and with 96.
 */
const ALWAYS = 48;
const WHILE_BUSY = 16;
/** The event loop is looked at this often (ms), and is busy above this share of the time. */
const LOOK_EVERY = 10;
const BUSY = 0.8;
/** Let in at a look; while it is busy, only as far as places go. */
const AT_A_LOOK = 16;
/**
 * A player who has not got anywhere in this time (ms) no longer counts as under way. An address may ask
 * for five seats a second (limits.ts): taking none of them, it holds five places.
 */
const GIVE_UP = 1000;
/** When so many wait, nobody else is taken on. */
const WAITING_MAX = 10_000;

/** Calls back soon, with the share of the time until then in which the event loop was busy. */
export type Look = (then: (utilization: number) => void) => void;
const look: Look = (then) => {
  const before = performance.eventLoopUtilization();
  setTimeout(() => then(performance.eventLoopUtilization(before).utilization), LOOK_EVERY);
};

export class AdmissionControl {
  readonly #look: Look;
  /** Sessions under way, each with the timer that gives it up. */
  readonly #underWay = new Map<string, NodeJS.Timeout>();
  /** Let in and not known by id yet. */
  #nameless = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #isBusy: () => boolean;
  #looking = false;

  /** `isBusy`: whether matches tick late already. */
  constructor(isBusy: () => boolean = () => false, how: Look = look) {
    this.#isBusy = isBusy;
    this.#look = how;
  }

  /** Players who wait to be let in. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Waits for a place; false when too many wait already. */
  async pass(): Promise<boolean> {
    if (this.#waiting.length >= WAITING_MAX) return false;
    if (this.#waiting.length > 0 || this.#room() <= 0) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
        this.#keepLooking();
      });
    } else {
      this.#nameless++;
    }
    return true;
  }

  /** The player who passed is session `id` from now on, or nobody when joining failed. */
  named(id: string | undefined): void {
    this.#nameless--;
    if (id === undefined) return;
    const giveUp = setTimeout(() => this.arrived(id), GIVE_UP);
    this.#underWay.set(id, giveUp);
  }

  /** Session `id` has its seat, or waits for an opponent, or is gone. */
  arrived(id: string): void {
    clearTimeout(this.#underWay.get(id));
    this.#underWay.delete(id);
  }

  /** How many more may be under way whatever the event loop does. */
  #room(): number {
    const most = this.#isBusy() ? WHILE_BUSY : ALWAYS;
    return most - this.#underWay.size - this.#nameless;
  }

  /** Looks again and again for as long as somebody waits. */
  #keepLooking(): void {
    if (this.#looking) return;
    this.#looking = true;
    this.#look((utilization) => {
      this.#looking = false;
      const isCareful = utilization > BUSY || this.#isBusy();
      this.#admit(isCareful ? Math.min(AT_A_LOOK, this.#room()) : AT_A_LOOK);
      if (this.#waiting.length > 0) this.#keepLooking();
    });
  }

  #admit(count: number): void {
    for (const resolve of this.#waiting.splice(0, Math.max(0, count))) {
      this.#nameless++;
      resolve();
    }
  }
}
