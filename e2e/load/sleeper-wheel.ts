/** Wakes thousands of sleepers with one timer, to within a few milliseconds. */

const SLOT_MS = 4;
const SLOTS = 1024;

export interface Sleeper {
  /** When it wants to be woken (ms); the wheel calls again when that is later than now. */
  wakeAt: number;
  /** The slot it waits in, -1 for none; the wheel's own. */
  slot: number;
  wake(now: number): void;
}

export class SleeperWheel {
  readonly #slots: Sleeper[][] = Array.from({ length: SLOTS }, () => []);
  readonly #timer: NodeJS.Timeout;
  #done = Math.floor(performance.now() / SLOT_MS);

  constructor() {
    this.#timer = setInterval(() => this.#tick(), SLOT_MS);
  }

  /** Has the sleeper woken at its `wakeAt`; call it again after making that earlier. */
  schedule(sleeper: Sleeper): void {
    const wanted = Math.ceil(sleeper.wakeAt / SLOT_MS);
    const slot = Math.min(Math.max(wanted, this.#done + 1), this.#done + SLOTS - 1);
    // Waiting for an earlier slot already: it will be put off there.
    if (sleeper.slot > this.#done && sleeper.slot <= slot) return;
    sleeper.slot = slot;
    this.#slots[slot % SLOTS]?.push(sleeper);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #tick(): void {
    const now = performance.now();
    const reached = Math.floor(now / SLOT_MS);
    for (let slot = this.#done + 1; slot <= reached; slot++) {
      this.#done = slot;
      const due = this.#slots[slot % SLOTS] as Sleeper[];
      this.#slots[slot % SLOTS] = [];
      for (const sleeper of due) {
        // Scheduled for an earlier slot since.
        if (sleeper.slot !== slot) continue;
        sleeper.slot = -1;
        if (sleeper.wakeAt <= now) sleeper.wake(now);
        if (sleeper.wakeAt < Number.POSITIVE_INFINITY) this.schedule(sleeper);
      }
    }
  }
}
