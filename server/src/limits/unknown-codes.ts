/**
 * Keeps private rooms' codes from being found by trying many from many addresses. While more codes that
 * nobody has are shown than honest players mistype, a site that showed one lately may show none at all: right ones
 * would stand out. Pure: time is an argument (ms).
 */
import { TokenBucket } from "./token-bucket.ts";

/** Unknown codes shown by everybody together, a second and at once. There are 16.8 million codes. */
const RATE = 10;
const BURST = 300;
/** So long it is remembered of a site that it showed one (ms). */
const REMEMBERED_FOR = 10 * 60_000;
/** Sites remembered; with more than this the oldest are forgotten. */
const SITES_KEPT = 100_000;

export class UnknownCodes {
  readonly #together: TokenBucket;
  /** When a site showed one last, the newest last. */
  readonly #sites = new Map<string, number>();

  constructor(now: number) {
    this.#together = new TokenBucket(RATE, BURST, now);
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
