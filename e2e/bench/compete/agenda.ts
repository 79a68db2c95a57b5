/** What is to be done at which time, the earliest first: a binary heap. */

interface Entry {
  at: number;
  /** Among those of one time, the first that was added comes first. */
  order: number;
  does: () => void;
}

export class Agenda {
  readonly #heap: Entry[] = [];
  #added = 0;

  /** Infinity when there is nothing. */
  get nextAt(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, does: () => void): void {
    const heap = this.#heap;
    heap.push({ at, order: this.#added++, does });
    for (let n = heap.length - 1; n > 0; ) {
      const parent = (n - 1) >> 1;
      if (!this.#isBefore(n, parent)) return;
      this.#swap(n, parent);
      n = parent;
    }
  }

  /** Does the next thing. */
  doNext(): void {
    const heap = this.#heap;
    const [first] = heap;
    const last = heap.pop();
    if (!first || !last) return;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    first.does();
  }

  #sink(): void {
    for (let n = 0; ; ) {
      let least = n;
      for (const child of [2 * n + 1, 2 * n + 2]) {
        if (child < this.#heap.length && this.#isBefore(child, least)) least = child;
      }
      if (least === n) return;
      this.#swap(n, least);
      n = least;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a] as Entry, this.#heap[b] as Entry];
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b] as Entry, heap[a] as Entry];
  }
}
