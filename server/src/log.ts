/** Structured logs: one JSON object a line on standard output, written without holding up a tick. */
import { type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";

export interface Log {
  log: Logger;
  /** Resolves when everything is written; before the process ends. */
  flush(): Promise<void>;
}

/** `base` is in every line. */
export function openLog(level: LogLevel, base: object | null = null): Log {
  const destination = pino.destination({ fd: 1, sync: false });
  const log = pino({ level, base, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return { log, flush: () => new Promise((resolve) => destination.flush(() => resolve())) };
}
