/** A sliding window of measurements and its quantiles. */

/** Window length (ms), most samples in it, and how many are kept however old. */
const WINDOW = 10_000;
const MOST = 200;
const LEAST = 6;

export class Samples {
  private times: number[] = [];
  private values: number[] = [];
  private sorted: number[] = [];

  get size(): number {
    return this.values.length;
  }

  add(now: number, value: number): void {
    this.times.push(now);
    this.values.push(value);
  }

  /** Drops what is too old at `now` (ms) and sorts the rest; quantiles are of that moment. */
  update(now: number): void {
    let drop = Math.max(0, this.times.length - MOST);
    while (drop < this.times.length - LEAST && (this.times[drop] as number) < now - WINDOW) drop++;
    if (drop > 0) {
      this.times.splice(0, drop);
      this.values.splice(0, drop);
    }
    this.sorted = Float64Array.from(this.values).sort() as unknown as number[];
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
  }
}
