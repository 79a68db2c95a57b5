/**
 * A timing wheel: what waits for a slot of time is found when it comes, and costs nothing before.
 *
 * A slot's list runs through all that wait in it. Arrays of them were a quarter of what lived long
 * enough to be copied by a garbage collection, and that copying is what its pauses consist of
 * (docs/adr/0015).
 */

/** What can wait, in one slot at a time. */
export class Waiter {
  /** @internal The wheel's. */
  before: Waiter = this;
  /** @internal The wheel's. */
  after: Waiter = this;
}

export class TimingWheel<T extends Waiter> {
  /** A slot's list is a ring that begins and ends here. */
  readonly #slots: readonly Waiter[];

  /** It goes round every `size` slots: nobody can wait for longer. */
  constructor(size: number) {
    this.#slots = Array.from({ length: size }, () => new Waiter());
  }

  /** From now on it waits for `slot` (0 or more), behind all that do already, and for no other. */
  put(waiter: T, slot: number): void {
    this.drop(waiter);
    const ring = this.#ring(slot);
    waiter.before = ring.before;
    waiter.after = ring;
    ring.before.after = waiter;
    ring.before = waiter;
  }

  /** Waits no more. */
  drop(waiter: T): void {
    waiter.before.after = waiter.after;
    waiter.after.before = waiter.before;
    waiter.before = waiter;
    waiter.after = waiter;
  }

  /** The first that waits for `slot`. */
  first(slot: number): T | undefined {
    const ring = this.#ring(slot);
    return ring.after === ring ? undefined : (ring.after as T);
  }

  #ring(slot: number): Waiter {
    return this.#slots[slot % this.#slots.length] as Waiter;
  }
}
