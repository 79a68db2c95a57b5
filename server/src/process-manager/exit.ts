/** The orderly end of a process: on signals, and of a worker when its supervisor is gone. */
import type { Logger } from "pino";
import type { Config } from "../config.ts";

/** A shutdown that takes longer than this (ms) is cut short. */
const CLOSE_DEADLINE = 5000;
/** npm passes on a Ctrl-C that the terminal has sent to all; within this (ms) it is the same one. */
const SAME_SIGNAL = 200;
/** How often a process looks for its supervisor (ms); while a socket is handed over no event tells it. */
const LOOK_UP = 100;

/** What is ended. */
export interface Closable {
  drain(ms: number): Promise<number>;
  leavePort(): void;
  close(): Promise<void>;
}

/** Calls `gone` once when the supervisor of this process is gone. */
export function watchSupervisor(gone: () => unknown): void {
  const timer = setInterval(() => {
    if (process.connected) return;
    clearInterval(timer);
    gone();
  }, LOOK_UP);
  timer.unref();
}

export class GracefulExit {
  readonly #app: Closable;
  readonly #config: Config;
  readonly #log: Logger;
  readonly #flush: () => Promise<void>;
  #endingSince: number | undefined;

  /** Ends `app` on SIGTERM and SIGINT; `flush` writes what the log still holds. */
  constructor(app: Closable, config: Config, log: Logger, flush: () => Promise<void>) {
    this.#app = app;
    this.#config = config;
    this.#log = log;
    this.#flush = flush;
    process.on("SIGTERM", (signal) => void this.#onSignal(signal));
    process.on("SIGINT", (signal) => void this.#onSignal(signal));
  }

  /** The supervisor is gone. A process that is ending already would take it for a second signal. */
  orphaned(): void {
    // It is the next supervisor's, which may be there already.
    this.#app.leavePort();
    if (this.#endingSince === undefined) void this.#onSignal("SIGTERM");
  }

  async #onSignal(signal: NodeJS.Signals): Promise<void> {
    const now = performance.now();
    if (this.#endingSince !== undefined) {
      if (now - this.#endingSince > SAME_SIGNAL) process.exit(1);
      return;
    }
    this.#endingSince = now;
    this.#log.info({ signal }, "server ending");
    // A person waits after Ctrl-C; SIGTERM comes from a process manager that has time.
    await this.#end(signal === "SIGTERM" ? this.#config.drainSeconds * 1000 : undefined);
  }

  /** Waits for matches for at most `drainMs`, or not at all. */
  async #end(drainMs: number | undefined): Promise<void> {
    // Before anything else: whatever fails or hangs from here on, the process ends.
    setTimeout(() => process.exit(1), (drainMs ?? 0) + CLOSE_DEADLINE).unref();
    const left = drainMs === undefined ? 0 : await this.#app.drain(drainMs);
    if (left > 0) this.#log.warn({ matches: left }, "matches cut short");
    await this.#app.close();
    this.#log.info("server ended");
    await this.#flush();
    process.exit(0);
  }
}
