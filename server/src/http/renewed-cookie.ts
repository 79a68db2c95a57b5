/** The cookie that goes with the answer to an upgrade: a player who plays keeps it for another 400 days. */
import type { IncomingMessage } from "node:http";

const renewed = new WeakMap<IncomingMessage, string>();

/** The answer to this upgrade is to have this Set-Cookie header. */
export const renewWith = (request: IncomingMessage, cookie: string): void =>
  void renewed.set(request, cookie);

/** The Set-Cookie header for the answer; undefined for none. */
export const renewedCookie = (request: IncomingMessage): string | undefined => renewed.get(request);
