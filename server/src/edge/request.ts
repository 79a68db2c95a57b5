/** What the front has found out about a request before anything else sees it. */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

export interface Asked {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** The host that the page was asked from, checked; "" for a probe that names none. */
  host: string;
  /** Who asks, as far as limits are concerned. */
  address: string;
  /** From this machine, so not limited: load tests, or a proxy that speaks for everybody. */
  local: boolean;
}

const URL_MAX = 2048;
/** Load balancers ask these, some of them by HTTP/1.0 and without a Host. */
const PROBES = ["/healthz", "/readyz"];
const HOST = /^[\w.-]{1,253}(:\d{1,5})?$|^\[[\da-fA-F:.]{2,45}\](:\d{1,5})?$/;

/** Reads a request's line and headers; null when they are not those of an honest client. */
export function readRequest(request: IncomingMessage, proxies: number): Asked | null {
  const { method = "", url = "" } = request;
  if (url.length > URL_MAX || !url.startsWith("/")) return null;
  const [path = "", query = ""] = url.split("?", 2);
  const host = hostOf(request, proxies);
  const isAnonymousProbe = host === "" && PROBES.includes(path);
  if (!isAnonymousProbe && !HOST.test(host)) return null;
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

/** The host that a browser asked: a proxy that rewrites Host may say it apart. */
function hostOf({ headers }: IncomingMessage, proxies: number): string {
  const forwarded = proxies > 0 ? headers["x-forwarded-host"] : undefined;
  return String(forwarded ?? headers.host ?? "")
    .split(",", 1)[0]!
    .trim();
}

/** Whether an address is this machine's own. */
export const isLocal = (address: string): boolean =>
  ["127.0.0.1", "::1"].includes(withoutPrefix(address));

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
