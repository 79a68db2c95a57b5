/** Results that wait, and their way into the database: a batch in each commit, one commit at a time. */
import type { Refused } from "./requests.ts";
import { ResultQueue } from "./result-queue.ts";
import { type MatchResult, type SavedMatch, StoreError } from "./store.ts";

/** Results in one commit. */
export const BATCH_MAX = 64;
/** For how long a result waits for others to share its commit (ms). */
const GATHER = 5;
/**
 * Commits that are not full are so far apart at least (ms): each takes 3 ms of CPU however few results it has, a
 * result takes 0.2 ms (docs/adr/0019). A result after a pause is saved at once; in a crowd it waits for a quarter of
 * a second on average, and is on time when it is saved within a second.
 */
export const COMMIT_EVERY = 500;
/** A result that has waited for longer (ms) says that the store fails. */
const SLOW = 2000;

export interface SaverEvents {
  /** Sends a batch to the thread; undefined while there is none that works. */
  send(results: MatchResult[]): Promise<(SavedMatch | Refused)[]> | undefined;
  /** A batch could not be committed now. Has `tryAgain` called when it may be. */
  failed(why: string, tryAgain: () => void): void;
  committed(): void;
  /** A result was saved so long after it came (ms). */
  saved(ms: number): void;
  /** A result can't be saved, now or later. */
  refused(why: string): void;
}

export class ResultSaver {
  readonly #queue = new ResultQueue();
  readonly #events: SaverEvents;
  readonly #commitEvery: number;
  #lastCommit = Number.NEGATIVE_INFINITY;
  /** Counts batches that are on their way, so that a late word of an earlier one is known as such. */
  #batch = 0;
  #isCommitting = false;
  #gathering: NodeJS.Timeout | undefined;
  #whenEmpty: (() => void) | undefined;

  constructor(events: SaverEvents, commitEvery: number) {
    this.#events = events;
    this.#commitEvery = commitEvery;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get isSlow(): boolean {
    const { oldest } = this.#queue;
    return oldest !== undefined && performance.now() - oldest > SLOW;
  }

  /** Resolves when the result is committed; rejects with a StoreError when it never will be. */
  add(result: MatchResult): Promise<SavedMatch> {
    const saved = this.#queue.add(result, performance.now());
    this.#gather();
    return saved;
  }

  /** Begins anew with whatever is not known to be committed: a new thread is open. */
  restart(): void {
    this.#isCommitting = false;
    this.#commit();
  }

  /** Gives what waits up to `ms`; says how many results are lost then. */
  async close(ms: number): Promise<number> {
    this.#commit();
    if (this.waiting > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#whenEmpty = resolve;
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
    }
    clearTimeout(this.#gathering);
    const lost = this.waiting;
    while (this.waiting > 0) this.#queue.settle(new StoreError("the server ends"));
    return lost;
  }

  #gather(): void {
    if (this.#isCommitting) return;
    if (this.waiting >= BATCH_MAX || this.#whenEmpty) return this.#commit();
    const wait = this.#lastCommit + this.#commitEvery - performance.now();
    this.#gathering ??= setTimeout(() => this.#commit(), Math.max(GATHER, wait));
  }

  /** Sends the next batch, when there is one and no other is on its way. */
  #commit(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#isCommitting || this.waiting === 0) return;
    const sent = this.#events.send(this.#queue.first(BATCH_MAX));
    if (!sent) return;
    this.#isCommitting = true;
    const batch = ++this.#batch;
    const isLatest = () => this.#isCommitting && batch === this.#batch;
    sent.then(
      (outcomes) => {
        if (isLatest()) this.#committed(outcomes);
      },
      (error: Error) => {
        if (isLatest()) this.#events.failed(error.message, () => this.restart());
      },
    );
  }

  #committed(outcomes: readonly (SavedMatch | Refused)[]): void {
    this.#isCommitting = false;
    const now = performance.now();
    this.#lastCommit = now;
    for (const outcome of outcomes) {
      if ("refused" in outcome) {
        this.#queue.settle(new StoreError(outcome.refused));
        this.#events.refused(outcome.refused);
      } else this.#events.saved(now - this.#queue.settle(outcome));
    }
    this.#events.committed();
    if (this.waiting > 0) this.#gather();
    else this.#whenEmpty?.();
  }
}
