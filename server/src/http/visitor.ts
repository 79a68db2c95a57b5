/** What a request shows of the player behind it. */
import type { IncomingMessage } from "node:http";
import type { Config } from "../config.ts";
import { type CookiePlace, readCookie } from "../players/cookie.ts";
import type { Visitor } from "../players/recognition.ts";
import { hashOf } from "../players/secrets.ts";
import { isOwnOrigin } from "./origins.ts";
import type { RequestInfo } from "./request-info.ts";

type Settings = Pick<Config, "proxies" | "publicAddress">;

/** A visitor, and the cookie that they came with. */
export interface SeenVisitor extends Visitor {
  place: CookiePlace;
  /** Undefined without one that can be ours. */
  secret: string | undefined;
  /** Something else stood in its place. */
  malformed: boolean;
}

/** Reads the cookie of a request and whose page it comes from. */
export function visitorOf(
  request: IncomingMessage,
  { host }: Pick<RequestInfo, "host">,
  settings: Settings,
): SeenVisitor {
  const { cookie, origin } = request.headers;
  const place = cookiePlace(request, settings);
  const { secret, malformed } = readCookie(cookie, place);
  const credential = secret === undefined ? undefined : hashOf(secret);
  const ownPage = origin !== undefined && isOwnOrigin(origin, host, settings.publicAddress);
  return { credential, ownPage, place, secret, malformed };
}

/**
 * The visitor who asks to join with these options. In a frame of another site's page browsers keep no cookie of
 * ours, so nothing is offered to keep.
 */
export function joiningVisitor(
  request: IncomingMessage,
  info: Pick<RequestInfo, "host">,
  settings: Settings,
  options: Record<string, unknown>,
): SeenVisitor {
  const visitor = visitorOf(request, info, settings);
  return { ...visitor, ownPage: visitor.ownPage && options["framed"] !== true };
}

/** TLS ends at a proxy, which says so; where it does not, the public address does. */
export function cookiePlace({ headers }: IncomingMessage, settings: Settings): CookiePlace {
  const { proxies, publicAddress } = settings;
  const forwarded = proxies > 0 ? headers["x-forwarded-proto"] : undefined;
  const [said] = String(forwarded ?? "").split(",", 1);
  const scheme = said?.trim() || publicAddress?.origin.split(":", 1)[0];
  return { secure: scheme === "https", basePath: publicAddress?.basePath ?? "" };
}
