/**
 * The store as the server sees it: everything is done by a thread (thread.ts), which is started again when it
 * has ended. Results wait here until the thread has committed them.
 */
import type { MemoryState } from "@quickpong/shared/protocol/players.ts";
import type { Logger } from "pino";
import type { Place } from "./open-database.ts";
import { nameOf } from "./open-database.ts";
import type { Refused, Requests } from "./requests.ts";
import { ResultQueue } from "./result-queue.ts";
import {
  type MatchResult,
  type SavedMatch,
  type Store,
  StoreError,
  type StoreFigures,
} from "./store.ts";
import { startThread, ThreadLink } from "./thread-link.ts";

/** Results in one commit. */
export const BATCH_MAX = 64;
/** For how long a result waits for others to share its commit (ms). */
const GATHER = 5;
/** How long an answer may take (ms). After a commit's the thread is given up. */
const DEADLINE = { question: 2000, export: 10_000, commit: 15_000, tidy: 600_000 } as const;
/** A result that has waited for longer (ms) says that the store fails. */
const SLOW = 2000;
/** So many commits in a row may fail before a new thread is started. */
const COMMITS_OF_THREAD = 3;
/** What has failed is tried again after this (ms), and after twice that each time it fails again. */
const AGAIN = { least: 250, most: 10_000 } as const;

/** What is over is forgotten so often, and for the first time so long after the start (ms). */
const TIDY = { every: 86_400_000, first: 60_000 } as const;

export interface StoreOptions {
  log: Logger;
  /** Hears how long each saved result has waited for its commit (ms). */
  observeSave(ms: number): void;
}

export class StoreClient implements Store {
  readonly figures: StoreFigures = { waiting: 0, saved: 0, lost: 0, failures: 0 };
  readonly #place: Place;
  readonly #startThread: typeof startThread;
  readonly #log: Logger;
  readonly #observeSave: (ms: number) => void;
  readonly #queue = new ResultQueue();
  readonly #opening = Promise.withResolvers<string | undefined>();
  #link: ThreadLink | undefined;
  #isOpen = false;
  #isCommitting = false;
  #failedCommits = 0;
  #isClosed = false;
  #hasFailed = false;
  #gathering: NodeJS.Timeout | undefined;
  #again = AGAIN.least as number;
  #restart: NodeJS.Timeout | undefined;
  #tidying: NodeJS.Timeout | undefined;
  #idle: (() => void) | undefined;

  constructor(place: Place, { log, observeSave }: StoreOptions, start = startThread) {
    this.#place = place;
    this.#startThread = start;
    this.#log = log;
    this.#observeSave = observeSave;
    this.#start(true);
    this.#tidyIn(TIDY.first);
  }

  /** When the first thread is open or has failed; with why the database can't be used, if so. */
  get opening(): Promise<string | undefined> {
    return this.#opening.promise;
  }

  get state(): MemoryState {
    const { oldest } = this.#queue;
    const isSlow = oldest !== undefined && performance.now() - oldest > SLOW;
    return this.#isOpen && !this.#hasFailed && !isSlow ? "ready" : "failing";
  }

  async record(result: MatchResult): Promise<SavedMatch> {
    try {
      if (this.#isClosed) throw new StoreError("the store is closed");
      const saved = this.#queue.add(result, performance.now());
      this.#count();
      this.#gather();
      return await saved;
    } catch (error) {
      this.figures.lost++;
      throw error;
    }
  }

  findPlayer: Store["findPlayer"] = (...args) => this.#ask("findPlayer", args);
  redeemClaim: Store["redeemClaim"] = (...args) => this.#ask("redeemClaim", args);
  profile: Store["profile"] = (...args) => this.#ask("profile", args);
  history: Store["history"] = (...args) => this.#ask("history", args);
  rename: Store["rename"] = (...args) => this.#ask("rename", args);
  devices: Store["devices"] = (...args) => this.#ask("devices", args);
  signOut: Store["signOut"] = (...args) => this.#ask("signOut", args);
  addMoveCode: Store["addMoveCode"] = (...args) => this.#ask("addMoveCode", args);
  setRecoveryCode: Store["setRecoveryCode"] = (...args) => this.#ask("setRecoveryCode", args);
  hasRecoveryCode: Store["hasRecoveryCode"] = (...args) => this.#ask("hasRecoveryCode", args);
  redeemCode: Store["redeemCode"] = (...args) => this.#ask("redeemCode", args);
  erase: Store["erase"] = (...args) => this.#ask("erase", args);
  exportPlayer: Store["exportPlayer"] = (...args) =>
    this.#ask("exportPlayer", args, DEADLINE.export);

  async close(ms: number): Promise<number> {
    const deadline = performance.now() + ms;
    this.#isClosed = true;
    this.#commit();
    if (this.#queue.length > 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#idle = resolve;
      const timer = setTimeout(resolve, ms);
      await promise;
      clearTimeout(timer);
    }
    clearTimeout(this.#restart);
    clearTimeout(this.#gathering);
    clearTimeout(this.#tidying);
    const lost = this.#queue.length;
    while (this.#queue.length > 0) this.#queue.settle(new StoreError("the server ends"));
    this.#count();
    this.#isOpen = false;
    await this.#link?.close(Math.max(100, deadline - performance.now()));
    return lost;
  }

  #ask<M extends keyof Requests>(
    method: M,
    args: Parameters<Requests[M]>,
    deadline: number = DEADLINE.question,
  ): ReturnType<Requests[M]> {
    const link = this.#isOpen ? this.#link : undefined;
    if (link) return link.ask(method, args, deadline);
    return Promise.reject(new StoreError("the store does not work now")) as ReturnType<Requests[M]>;
  }

  #start(check: boolean): void {
    this.#link = new ThreadLink(this.#startThread({ place: this.#place, check }), {
      opened: () => this.#opened(),
      unusable: (why) => this.#unusable(why),
      gone: (why) => this.#gone(why),
    });
  }

  #opened(): void {
    this.#isOpen = true;
    this.#opening.resolve(undefined);
    this.#commit();
    if (this.#queue.length === 0) this.#recovered();
  }

  #unusable(why: string): void {
    this.#opening.resolve(why);
    this.#log.error({ store: nameOf(this.#place), why }, "store can't be used");
  }

  #gone(why: string): void {
    if (this.#isClosed && this.#queue.length === 0) return;
    this.#isOpen = false;
    this.#isCommitting = false;
    this.#opening.resolve(undefined);
    this.#failed(why);
    this.#retry(() => this.#start(false));
  }

  #retry(what: () => void): void {
    clearTimeout(this.#restart);
    this.#restart = setTimeout(what, this.#again);
    this.#again = Math.min(AGAIN.most, 2 * this.#again);
  }

  #failed(why: string): void {
    this.figures.failures++;
    if (!this.#hasFailed)
      this.#log.error({ store: nameOf(this.#place), why }, "store fails; results wait");
    this.#hasFailed = true;
  }

  #recovered(): void {
    this.#again = AGAIN.least;
    if (this.#hasFailed) this.#log.info({ store: nameOf(this.#place) }, "store works again");
    this.#hasFailed = false;
  }

  #tidyIn(ms: number): void {
    this.#tidying = setTimeout(() => {
      this.#tidyIn(TIDY.every);
      this.#ask("tidy", [Date.now()], DEADLINE.tidy).catch((error: Error) => {
        this.#log.warn({ why: error.message }, "store could not forget what is over");
      });
    }, ms).unref();
  }

  #gather(): void {
    if (this.#isCommitting) return;
    if (this.#queue.length >= BATCH_MAX) this.#commit();
    else this.#gathering ??= setTimeout(() => this.#commit(), GATHER);
  }

  /** Sends the next batch, when there is one and no other is on its way. */
  #commit(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    const link = this.#link;
    if (!this.#isOpen || this.#isCommitting || !link || this.#queue.length === 0) return;
    this.#isCommitting = true;
    link.ask("recordAll", [this.#queue.first(BATCH_MAX)], DEADLINE.commit).then(
      (outcomes) => {
        if (link === this.#link) this.#committed(outcomes);
      },
      (error: Error) => {
        if (link === this.#link && this.#isOpen) this.#notCommitted(link, error.message);
      },
    );
  }

  #notCommitted(link: ThreadLink, why: string): void {
    // A full disk or a busy file may be better the next time; what lasts may be better in a new thread.
    if (++this.#failedCommits % COMMITS_OF_THREAD === 0) return link.kill(why);
    this.#failed(why);
    this.#retry(() => {
      this.#isCommitting = false;
      this.#commit();
    });
  }

  #committed(outcomes: readonly (SavedMatch | Refused)[]): void {
    this.#isCommitting = false;
    this.#failedCommits = 0;
    const now = performance.now();
    for (const outcome of outcomes) {
      if ("refused" in outcome) {
        this.#queue.settle(new StoreError(outcome.refused));
        this.#log.error({ why: outcome.refused }, "result can't be saved");
      } else {
        this.#observeSave(now - this.#queue.settle(outcome));
        this.figures.saved++;
      }
    }
    this.#count();
    this.#recovered();
    if (this.#queue.length > 0) this.#commit();
    else this.#idle?.();
  }

  #count(): void {
    this.figures.waiting = this.#queue.length;
  }
}
