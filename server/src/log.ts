/** Structured logs: one JSON object a line on standard output, written without holding up a tick. */
import { type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

export interface Log {
  log: Logger;
  /** Resolves when everything is written; before the process ends. */
  flush(): Promise<void>;
}

export function openLog(level: LogLevel): Log {
  const destination = pino.destination({ fd: 1, sync: false });
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return { log, flush: () => new Promise((resolve) => destination.flush(() => resolve())) };
}
