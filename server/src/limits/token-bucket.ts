/** Allows `burst` at once and `rate` a second on average. Time is an argument (ms). */
export class TokenBucket {
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #at: number;

  constructor(rate: number, burst: number, now: number) {
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#at = now;
  }

  /** Takes `count`; false, and takes none, when there are fewer. */
  take(now: number, count = 1): boolean {
    if (!this.has(now, count)) return false;
    this.#tokens -= count;
    return true;
  }

  /** Whether `count` could be taken. */
  has(now: number, count = 1): boolean {
    this.#refill(now);
    return this.#tokens >= count;
  }

  /** Whether nothing has been taken for so long that forgetting it makes no difference. */
  isFull(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#burst;
  }

  #refill(now: number): void {
    const gained = (Math.max(0, now - this.#at) / 1000) * this.#rate;
    this.#tokens = Math.min(this.#burst, this.#tokens + gained);
    this.#at = now;
  }
}

/** Buckets by key, such as an address. Bounded: full ones are forgotten first, then the oldest. */
export class TokenBuckets {
  readonly #rate: number;
  readonly #burst: number;
  readonly #kept: number;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(rate: number, burst: number, kept = 10_000) {
    this.#rate = rate;
    this.#burst = burst;
    this.#kept = kept;
  }

  /** Takes `count` of the key's; false, and takes none, when there are fewer. */
  take(key: string, now: number, count = 1): boolean {
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      if (this.#buckets.size >= this.#kept) this.#forget(now);
      bucket = new TokenBucket(this.#rate, this.#burst, now);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(now, count);
  }

  #forget(now: number): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size >= this.#kept && oldest !== undefined) this.#buckets.delete(oldest);
  }
}
