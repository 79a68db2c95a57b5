/** Has saved replays played again by the thread, a few at a time and not at once: results come first. */
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import type { CheckedReplays } from "./store.ts";

/** So many wait to be checked; more are left to the next start. */
const WAITING_MAX = 2000;
const AT_ONCE = 32;
/** Between two rounds (ms): 32 a second is more than matches end. */
const PAUSE = 1000;

export interface CheckerEvents {
  /** Has the thread check them. */
  check(ids: readonly ReplayId[]): Promise<CheckedReplays>;
  checked(outcome: CheckedReplays): void;
}

export class ReplayChecker {
  readonly #events: CheckerEvents;
  readonly #waiting: ReplayId[] = [];
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(events: CheckerEvents) {
    this.#events = events;
  }

  add(...ids: ReplayId[]): void {
    this.#waiting.push(...ids.slice(0, WAITING_MAX - this.#waiting.length));
    if (this.#waiting.length === 0 || this.#isStopped) return;
    this.#timer ??= setTimeout(() => void this.#round(), PAUSE).unref();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #round(): Promise<void> {
    const ids = this.#waiting.splice(0, AT_ONCE);
    try {
      this.#events.checked(await this.#events.check(ids));
    } catch {
      // The store fails; the next start looks for those that nobody has checked.
    }
    this.#timer = undefined;
    this.add();
  }
}
