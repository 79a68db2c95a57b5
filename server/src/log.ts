/** Structured logs: one JSON object a line on standard output, written without holding up a tick. */
import { type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

export interface Log {
  log: Logger;
  /** Writes the rest and nothing after it; resolves when that is done or nobody reads it. */
  flush(): Promise<void>;
}

/** `base` is in every line. */
export function openLog(level: LogLevel, base: object | null = null): Log {
  const destination = pino.destination({ fd: 1, sync: false });
  let isBroken = false;
  destination.on("error", () => {
    isBroken = true;
  });
  // At the exit sonic-boom 4 tries for ever to write what it could not: when whoever read the log is
  // gone, the process would never end.
  destination.flushSync = () => {};
  const log = pino({ level, base, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const flush = () =>
    new Promise<void>((resolve) => {
      if (isBroken) return resolve();
      destination.once("close", resolve).once("error", () => resolve());
      destination.end();
    });
  return { log, flush };
}
