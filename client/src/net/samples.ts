/** A sliding window of measurements and its quantiles. */

/** Window length (ms), most samples in it, and how many are kept however old. */
const WINDOW = 10_000;
const MOST = 200;
const LEAST = 6;

export class Samples {
  private times: number[] = [];
  private values: number[] = [];
  /** The values as of the last update, in order, and how many of `values` are among them. */
  private sorted: number[] = [];
  private known = 0;

  get size(): number {
    return this.values.length;
  }

  add(now: number, value: number): void {
    if (!Number.isFinite(value)) return;
    this.times.push(now);
    this.values.push(value);
  }

  /**
   * Drops what is too old at `now` (ms) and takes up what is new; quantiles are of that moment. Few
   * values come and go at a time, so each is put in its place: sorting them all took ten times as long.
   */
  update(now: number): void {
    let drop = Math.max(0, this.times.length - MOST);
    while (drop < this.times.length - LEAST && (this.times[drop] as number) < now - WINDOW) drop++;
    if (drop > 0) this.drop(drop);
    for (let i = this.known; i < this.values.length; i++) {
      const value = this.values[i] as number;
      this.sorted.splice(rankOf(this.sorted, value), 0, value);
    }
    this.known = this.values.length;
  }

  private drop(count: number): void {
    for (let i = 0; i < Math.min(count, this.known); i++) {
      this.sorted.splice(rankOf(this.sorted, this.values[i] as number), 1);
    }
    this.known = Math.max(0, this.known - count);
    this.times.splice(0, count);
    this.values.splice(0, count);
  }

  /** Quantile `q` in [0, 1) as of the last update; NaN without samples. */
  quantile(q: number): number {
    const n = this.sorted.length;
    return n === 0 ? Number.NaN : (this.sorted[Math.min(n - 1, Math.floor(q * n))] as number);
  }

  clear(): void {
    this.times = [];
    this.values = [];
    this.sorted = [];
    this.known = 0;
  }
}

/** How many of `sorted` are below `value`: where it is, or belongs. */
function rankOf(sorted: readonly number[], value: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] as number) < value) from = middle + 1;
    else to = middle;
  }
  return from;
}
