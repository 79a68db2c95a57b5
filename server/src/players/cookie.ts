/**
 * The cookie by which a browser is remembered. Scripts can't read it, other sites' pages don't send it with
 * what changes something, and behind TLS it never leaves it.
 */
import { parseCookie, stringifySetCookie } from "cookie";
import { isSecret } from "./secrets.ts";

/** Where the game is, as far as cookies are concerned. */
export interface CookiePlace {
  /** The page was loaded over TLS. */
  secure: boolean;
  /** The path below which the game is served; "" at the top of its host. */
  basePath: string;
}

/** Browsers keep none for longer (s); each use renews it. */
export const COOKIE_LIFE = 400 * 24 * 3600;
/** A longer header (bytes) is not looked into; other programs of the same host may have cookies, too. */
const HEADER_MAX = 8192;

/**
 * - `__Host-`: browsers take it over TLS only, from this host and for all of it, so no neighbouring host can set it.
 * - `__Secure-`: below a path, which `__Host-` does not allow: what else is served by that host does not get it.
 */
export const cookieName = ({ secure, basePath }: CookiePlace): string =>
  !secure ? "qp" : basePath === "" ? "__Host-qp" : "__Secure-qp";

/** The secret in a Cookie header; `malformed` when there is something else in its place. */
export function readCookie(
  header: string | undefined,
  place: CookiePlace,
): { secret: string | undefined; malformed: boolean } {
  const none = { secret: undefined, malformed: false };
  if (header === undefined) return none;
  if (header.length > HEADER_MAX) return { secret: undefined, malformed: true };
  const value = parseCookie(header, { decode: (text) => text })[cookieName(place)];
  if (value === undefined) return none;
  return isSecret(value) ? { secret: value, malformed: false } : { ...none, malformed: true };
}

/** The Set-Cookie header that has a browser keep the secret. */
export const keepCookie = (secret: string, place: CookiePlace): string =>
  setCookie(secret, place, COOKIE_LIFE);

/** The Set-Cookie header that has a browser forget it. */
export const dropCookie = (place: CookiePlace): string => setCookie("", place, 0);

function setCookie(value: string, place: CookiePlace, maxAge: number): string {
  const { secure, basePath } = place;
  const path = basePath === "" ? "/" : basePath;
  const name = cookieName(place);
  return stringifySetCookie({ name, value, maxAge, path, secure, httpOnly: true, sameSite: "lax" });
}
