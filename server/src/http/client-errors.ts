/** Errors that browsers report: cut to size and logged. */
import { CLIENT_ERROR_FIELDS } from "@quickpong/shared/protocol/client-error.ts";
import type { Logger } from "pino";
import { TokenBucket } from "../limits/token-bucket.ts";

/** Reports logged a second on average, and at once, from all clients together. */
const LOGGED_A_SECOND = 1;
const LOGGED_AT_ONCE = 30;
/** Longest text kept of each field: what the page says, and the browser's name from the request. */
const FIELDS = { ...CLIENT_ERROR_FIELDS, agent: 200 } as const;

/** Makes the handler that logs a report, or drops it when there are too many. */
export function clientErrors(log: Logger): (report: Record<string, unknown>) => void {
  const bucket = new TokenBucket(LOGGED_A_SECOND, LOGGED_AT_ONCE, performance.now());
  return (report) => {
    if (bucket.take(performance.now()))
      log.warn({ client: cutToSize(report) }, "error in a browser");
  };
}

/** Only the fields we know, as text of bounded length. */
function cutToSize(report: Record<string, unknown>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [field, length] of Object.entries(FIELDS)) {
    const value = report[field];
    if (typeof value === "string") kept[field] = value.slice(0, length);
  }
  return kept;
}
