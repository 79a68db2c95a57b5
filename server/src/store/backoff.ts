/** Waits that double each time that something fails again. */
const LEAST = 250;
const MOST = 10_000;

export class Backoff {
  #next = LEAST;
  #timer: NodeJS.Timeout | undefined;

  /** Tries again after a while, instead of whatever was to be tried. */
  retry(what: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(what, this.#next);
    this.#next = Math.min(MOST, 2 * this.#next);
  }

  /** It works. */
  reset(): void {
    this.#next = LEAST;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
