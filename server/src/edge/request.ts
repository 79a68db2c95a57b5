/** What the front has found out about a request before anything else sees it. */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

export interface Asked {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** The Host header, checked. */
  host: string;
  /** Who asks, as far as limits are concerned. */
  address: string;
  /** From this machine, so not limited: load tests, or a proxy that speaks for everybody. */
  local: boolean;
}

const URL_MAX = 2048;
/** A development server next to ours. */
const LOOPBACK_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;
const HOST = /^[\w.-]{1,253}(:\d{1,5})?$|^\[[\da-fA-F:.]{2,45}\](:\d{1,5})?$/;

/** Reads a request's line and headers; null when they are not those of an honest client. */
export function readRequest(request: IncomingMessage, proxies: number): Asked | null {
  const { method = "", url = "" } = request;
  const host = request.headers.host ?? "";
  if (url.length > URL_MAX || !url.startsWith("/") || !HOST.test(host)) return null;
  const [path = "", query = ""] = url.split("?", 2);
  const address = addressOf(request, proxies);
  return {
    method,
    path,
    query: new URLSearchParams(query),
    host,
    address: networkOf(address),
    local: isLocal(address),
  };
}

/** Whether an address is this machine's own. */
export const isLocal = (address: string): boolean =>
  ["127.0.0.1", "::1"].includes(withoutPrefix(address));

/** A page of ours, of an origin that was allowed, of this machine to itself, or not a page at all. */
export function isOriginAllowed(
  origin: string | undefined,
  { host, local }: Pick<Asked, "host" | "local">,
  origins: readonly string[],
): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  if (local && LOOPBACK_ORIGIN.test(origin)) return true;
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Behind `n` proxies the client is the n-th last entry: those before it anybody can make up. */
function addressOf(request: IncomingMessage, proxies: number): string {
  const seen = request.socket.remoteAddress ?? "";
  const forwarded = String(request.headers["x-forwarded-for"] ?? "").split(",");
  const claimed = proxies > 0 ? forwarded.at(-proxies)?.trim() : undefined;
  const address = claimed && isIP(claimed) ? claimed : seen;
  return address;
}

/** Who counts as one for limits: a household has a whole /64 of IPv6 addresses. */
export function networkOf(address: string): string {
  const plain = withoutPrefix(address);
  if (isIP(plain) !== 6) return plain;
  // Without a zone; written in the one way that URLs have, with "::" for the longest zeros.
  const short = new URL(`http://[${plain.split("%", 1)[0]}]`).hostname.slice(1, -1);
  const [front = [], back = []] = short.split("::").map((part) => part.split(":").filter(Boolean));
  const zeros = new Array<string>(8 - front.length - back.length).fill("0");
  return [...front, ...zeros, ...back].slice(0, 4).join(":");
}

/** IPv4 as sockets for both kinds write it. */
const withoutPrefix = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, "");
