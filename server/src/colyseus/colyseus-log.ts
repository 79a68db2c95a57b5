/**
 * Colyseus's own log lines, as ours. It writes one for every broken frame or lost socket, so
 * anybody could fill a disk with them: they are counted, and few are written.
 */
import type { Logger } from "pino";
import { TokenBucket } from "../limits/token-bucket.ts";

const LINES_A_SECOND = 0.2;
const LINES_AT_ONCE = 20;

export function colyseusLog(log: Logger) {
  const lines = new TokenBucket(LINES_A_SECOND, LINES_AT_ONCE, performance.now());
  let left = 0;
  const warn = (...parts: unknown[]) => {
    if (!lines.take(performance.now())) {
      left++;
      return;
    }
    log.warn({ from: "colyseus", left }, parts.map(String).join(" ").slice(0, 2000));
    left = 0;
  };
  const debug = (...parts: unknown[]) =>
    log.debug({ from: "colyseus" }, parts.map(String).join(" "));
  return { error: warn, warn, info: debug, debug, trace: debug };
}
