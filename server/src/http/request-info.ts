/** What the HTTP server has found out about a request before anything else sees it. */
import type { IncomingMessage } from "node:http";
import { type ClientAddress, clientAddressOf } from "./client-address.ts";

export interface RequestInfo extends ClientAddress {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** The host that the page was asked from, checked; "" for a probe that names none. */
  host: string;
  /** Shortened, for the log. */
  forwardedFor: string;
}

const URL_MAX = 2048;
/** Load balancers ask these, some of them by HTTP/1.0 and without a Host. */
const PROBES = ["/healthz", "/readyz"];
/** Of X-Forwarded-For for the log: the end, where the proxies write. */
const FORWARDED_MAX = 120;
const HOST = /^[\w.-]{1,253}(:\d{1,5})?$|^\[[\da-fA-F:.]{2,45}\](:\d{1,5})?$/;

/** Reads a request's line and headers; null when they are not those of an honest client. */
export function readRequest(request: IncomingMessage, proxies: number): RequestInfo | null {
  const { method = "", url = "" } = request;
  if (url.length > URL_MAX || !url.startsWith("/")) return null;
  const [path = "", query = ""] = url.split("?", 2);
  const host = hostOf(request, proxies);
  const isAnonymousProbe = host === "" && PROBES.includes(path);
  if (!isAnonymousProbe && !HOST.test(host)) return null;
  const forwardedFor = String(request.headers["x-forwarded-for"] ?? "").slice(-FORWARDED_MAX);
  return {
    method,
    path,
    query: new URLSearchParams(query),
    host,
    forwardedFor,
    ...clientAddressOf(request, proxies),
  };
}

/** The host that a browser asked: a proxy that rewrites Host may say it apart. */
function hostOf({ headers }: IncomingMessage, proxies: number): string {
  const forwarded = proxies > 0 ? headers["x-forwarded-host"] : undefined;
  return String(forwarded ?? headers.host ?? "")
    .split(",", 1)[0]!
    .trim();
}
