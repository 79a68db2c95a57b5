/** Has players paired when it is time: at the earliest of all times that were wished for. */
export class PairTimer {
  readonly #pair: () => void;
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;

  constructor(pair: () => void) {
    this.#pair = pair;
  }

  /** In so long (ms), unless it is to happen sooner. */
  in(ms: number): void {
    const due = performance.now() + ms;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => {
      this.#due = Number.POSITIVE_INFINITY;
      this.#pair();
    }, Math.ceil(ms));
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
