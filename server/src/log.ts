/**
 * Structured logs: one JSON object a line on standard output, written without holding up a tick. A disk
 * that is full or a reader that has stopped costs lines, which are counted, and nothing else.
 */
import { type Logger, pino } from "pino";
import type { LogLevel } from "./config.ts";
import { lost } from "./say.ts";

export interface Log {
  log: Logger;
  /** Writes the rest and nothing after it; resolves when that is done, nobody reads it, or after a second. */
  flush(): Promise<void>;
}

/** What is kept of lines that can't be written yet (characters): some 5,000 lines. */
const KEPT_MAX = 1_000_000;
/** For how long the end waits for what is still to be written (ms). */
const FLUSH_MAX = 1000;

/** `base` is in every line. */
export function openLog(level: LogLevel, base: object | null = null): Log {
  const destination = pino.destination({ fd: 1, sync: false, maxLength: KEPT_MAX });
  let isRead = true;
  const lose = (): void => void lost.lines++;
  destination.on("drop", lose);
  destination.on("error", ({ code }: NodeJS.ErrnoException) => {
    // Its reader is gone for good. A full disk is tried again with the next line.
    if (code === "EPIPE") isRead = false;
  });
  // At the exit sonic-boom 4 tries for ever to write what it could not: when whoever read the log is
  // gone, the process would never end.
  destination.flushSync = () => {};
  const options = { level, base, timestamp: pino.stdTimeFunctions.isoTime };
  const log = pino(options, {
    write: (line: string) => (isRead ? void destination.write(line) : lose()),
  });
  const flush = () =>
    new Promise<void>((resolve) => {
      if (!isRead) return resolve();
      setTimeout(resolve, FLUSH_MAX).unref();
      destination.once("close", resolve).once("error", () => resolve());
      destination.end();
    });
  return { log, flush };
}
