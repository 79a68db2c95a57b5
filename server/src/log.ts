/** Structured logs: one JSON object a line on standard output, written without holding up a tick. */
import { type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

export interface Log {
  log: Logger;
  /** Writes out what is still buffered; before the process ends. */
  flush(): void;
}

export function openLog(level: LogLevel): Log {
  const destination = pino.destination({ fd: 1, sync: false });
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return { log, flush: () => destination.flushSync() };
}
