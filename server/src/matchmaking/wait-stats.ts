/** How long players usually wait for an opponent. */

/** Waits that are remembered. */
const KEPT = 50;

export class WaitStats {
  readonly #waits: number[] = [];

  /** A player was offered an opponent after `ms`. */
  add(ms: number): void {
    this.#waits.push(ms);
    if (this.#waits.length > KEPT) this.#waits.shift();
  }

  /** Median of the last waits (s), to a tenth; 0 when there were none. */
  usual(): number {
    const sorted = this.#waits.toSorted((a, b) => a - b);
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return Math.round(median / 100) / 10;
  }
}
