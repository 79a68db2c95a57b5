/**
 * A competition's log on its way to the store: in order, a commit at a time, tried again while the store fails.
 * The competition goes on meanwhile, as matches do. Without a store the log is in memory alone.
 */
import type { MemoryState } from "@quickpong/shared/protocol/players.ts";
import type { CompetitionEvent } from "../competitions/events.ts";
import { Backoff } from "../store/backoff.ts";
import type { Store } from "../store/store.ts";

/** Events in one commit. */
const AT_ONCE = 500;

export interface JournalParts {
  store: Pick<Store, "state" | "addEvents">;
  code: string;
  /** Of this process's turn, and how many events the store has. */
  epoch: number;
  length: number;
  /** Another process has taken the competition on: what is added here counts for nothing. */
  taken(): void;
}

export class Journal {
  readonly #parts: JournalParts;
  readonly #backoff = new Backoff();
  /** What the store does not have yet. */
  #waiting: string[] = [];
  #length: number;
  #isCommitting = false;
  #isFailing = false;
  #isClosed = false;
  #onSettled: (() => void)[] = [];

  constructor(parts: JournalParts) {
    this.#parts = parts;
    this.#length = parts.length;
  }

  /** Whether what has been added so far outlives the process, or will. */
  get state(): MemoryState {
    const { state } = this.#parts.store;
    return state === "ready" && this.#isFailing ? "failing" : state;
  }

  /** Events that are not in the store. */
  get waiting(): number {
    return this.#waiting.length;
  }

  add(events: readonly CompetitionEvent[]): void {
    if (this.#parts.store.state === "off" || this.#isClosed) return;
    this.#waiting.push(...events.map((event) => JSON.stringify(event)));
    void this.#commit();
  }

  /** Resolves when all that was added is in the store, or can't be now. */
  settled(): Promise<void> {
    if (this.#waiting.length === 0 || this.#isFailing) return Promise.resolve();
    return new Promise((resolve) => this.#onSettled.push(resolve));
  }

  /** Nothing is tried again. */
  close(): void {
    this.#isClosed = true;
    this.#backoff.stop();
    this.#settle();
  }

  async #commit(): Promise<void> {
    if (this.#isCommitting || this.#isClosed) return;
    this.#isCommitting = true;
    try {
      while (this.#waiting.length > 0 && !this.#isClosed) await this.#commitSome();
      this.#isFailing = false;
      this.#backoff.reset();
    } catch {
      // The store logs why it fails.
      this.#isFailing = true;
      if (!this.#isClosed) this.#backoff.retry(() => void this.#commit());
    }
    this.#isCommitting = false;
    this.#settle();
  }

  async #commitSome(): Promise<void> {
    const { store, code, epoch, taken } = this.#parts;
    const events = this.#waiting.slice(0, AT_ONCE);
    if (!(await store.addEvents({ code, epoch, from: this.#length, events }, Date.now()))) {
      this.close();
      return taken();
    }
    this.#length += events.length;
    this.#waiting.splice(0, events.length);
  }

  #settle(): void {
    for (const settled of this.#onSettled.splice(0)) settled();
  }
}
