/**
 * Keeps codes, such as those of private rooms, from being found by trying many from many addresses. While more codes that
 * nobody has are shown than honest players mistype, a site that showed one lately may show none at all: right ones
 * would stand out. Pure: time is an argument (ms).
 */
import { TokenBucket } from "./token-bucket.ts";

/** So long it is remembered of a site that it showed one (ms). */
const REMEMBERED_FOR = 10 * 60_000;
/** Sites remembered; with more than this the oldest are forgotten. */
const SITES_KEPT = 100_000;

export class UnknownCodes {
  readonly #together: TokenBucket;
  /** When a site showed one last, the newest last. */
  readonly #sites = new Map<string, number>();

  /** So many unknown codes may be shown by everybody together. `now` in ms. */
  constructor(now: number, { aSecond, atOnce }: { aSecond: number; atOnce: number }) {
    this.#together = new TokenBucket(aSecond, atOnce, now);
  }

  /** Whether a code may be shown from this site. */
  allow(site: string, now: number): boolean {
    const at = this.#sites.get(site);
    const isClean = at === undefined || now - at > REMEMBERED_FOR;
    return isClean || this.#together.has(now);
  }

  /** A code was shown from this site that no room has. */
  shown(site: string, now: number): void {
    this.#together.take(now);
    this.#sites.delete(site);
    this.#sites.set(site, now);
    const [oldest] = this.#sites.keys();
    if (this.#sites.size > SITES_KEPT && oldest !== undefined) this.#sites.delete(oldest);
  }
}
