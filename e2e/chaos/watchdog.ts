/** Proves that the server does not hang: asks it five times a second, and ends it when it does. */
import type { RunningServer } from "../lib/start-server.ts";

const ASK_EVERY = 200;
/** No answer for so long is a hang (ms): the longest stall that is played takes 2 s. */
const HUNG_AFTER = 5000;

export class Watchdog {
  hangs = 0;
  readonly #timer: NodeJS.Timeout;
  #answeredAt = performance.now();

  constructor(server: RunningServer) {
    this.#timer = setInterval(() => {
      if (performance.now() - this.#answeredAt > HUNG_AFTER) {
        this.hangs++;
        // What hangs would never answer the rest of the faults either.
        void server.crash();
        return this.stop();
      }
      void fetch(`${server.url}/healthz`, { signal: AbortSignal.timeout(HUNG_AFTER) }).then(
        () => {
          this.#answeredAt = performance.now();
        },
        () => {},
      );
    }, ASK_EVERY);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
