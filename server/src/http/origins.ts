/** Which pages may speak to the server. */
import type { PublicAddress } from "@quickpong/shared/protocol/public-url.ts";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import { HttpError } from "./body.ts";
import type { RequestInfo } from "./request-info.ts";

/** A development server next to ours. */
const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
/** Longest origin that is put into the log (characters). */
const ORIGIN_SHOWN = 200;
/** A proxy that is set up wrongly has every visitor refused: one line in ten minutes, a few at first. */
const WARNINGS = { aSecond: 1 / 600, atOnce: 3 };

/** A page of ours, of an origin that was allowed, of this machine to itself, or not a page at all. */
export function isOriginAllowed(
  origin: string | undefined,
  { host, local }: Pick<RequestInfo, "host" | "local">,
  origins: readonly string[],
): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return (local && LOOPBACK_ORIGIN.test(origin)) || isOwnOrigin(origin, host);
}

/** Whether a page of this origin is ours: of the host that was asked, or of our public address. */
export function isOwnOrigin(
  origin: string,
  host: string,
  publicAddress?: Pick<PublicAddress, "origin">,
): boolean {
  if (origin === publicAddress?.origin) return true;
  // A browser leaves out its scheme's own port and writes names in small letters; a proxy may do neither.
  return ["http", "https"].some((scheme) => originOf(`${scheme}://${host}`) === origin);
}

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "");

/** Refuses pages of other origins, and tells the operator of a proxy that hides the page's own. */
export class OriginGuard {
  readonly #origins: readonly string[];
  readonly #log: Logger;
  readonly #lines = new TokenBucket(WARNINGS.aSecond, WARNINGS.atOnce, performance.now());

  constructor(config: Pick<Config, "origins" | "frames" | "publicAddress">, log: Logger) {
    const { origins, frames, publicAddress } = config;
    this.#origins = [...origins, ...frames, ...(publicAddress ? [publicAddress.origin] : [])];
    this.#log = log;
  }

  /** Throws an HttpError of 403 when `origin`, as the Origin header says it, may not connect. */
  check(origin: string | undefined, info: RequestInfo): void {
    if (isOriginAllowed(origin, info, this.#origins)) return;
    if (this.#lines.take(performance.now())) {
      this.#log.warn(
        { origin: origin?.slice(0, ORIGIN_SHOWN), host: info.host },
        "page refused: its origin is not the host that was asked. If it is ours, a proxy in front rewrites " +
          "Host: have it pass Host on (nginx: proxy_set_header Host $http_host), or name the page's origin " +
          "in PUBLIC_URL or QUICKPONG_ORIGINS",
      );
    }
    throw new HttpError(403, "another origin");
  }
}
