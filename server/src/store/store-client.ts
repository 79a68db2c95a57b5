/**
 * The store as the server sees it: everything is done by a thread (thread.ts), which is started again when it
 * has ended. Results wait in result-saver.ts until the thread has committed them.
 */
import type { MemoryState } from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import type { Logger } from "pino";
import { Backoff } from "./backoff.ts";
import { keepBest } from "./keep-best.ts";
import { nameOf, type Place } from "./open-database.ts";
import { ReplayChecker } from "./replay-checker.ts";
import type { Requests } from "./requests.ts";
import { COMMIT_EVERY, ResultSaver } from "./result-saver.ts";
import {
  type CheckedReplays,
  type MatchResult,
  type SavedMatch,
  type Store,
  StoreError,
  type StoreFigures,
} from "./store.ts";
import { startThread, ThreadLink } from "./thread-link.ts";

/** How long an answer may take (ms). */
const DEADLINE = {
  question: 2000,
  export: 10_000,
  commit: 15_000,
  top: 10_000,
  tidy: 600_000,
} as const;
/** So many commits in a row may fail before a new thread is started. */
const COMMITS_OF_THREAD = 3;
/** What is over is forgotten so often, and for the first time so long after the start (ms). */
export const TIDY = { every: 86_400_000, first: 60_000 } as const;
/** Reasons that are logged before it works again. */
const REASONS_MAX = 5;
/** For the thread to close the database (ms). */
const CLOSE_MIN = 100;

export interface StoreOptions {
  log: Logger;
  /** Hears how long each saved result has waited for its commit (ms). */
  observeSave(ms: number): void;
  /** COMMIT_EVERY, for tests that save one result after the other. */
  commitEvery?: number;
}

export class StoreClient implements Store {
  readonly #counts = { saved: 0, lost: 0, failures: 0 };
  readonly #replays = { saved: 0, unsaved: 0, verified: 0, mismatched: 0 };
  readonly #checker: ReplayChecker;
  readonly #place: Place;
  readonly #startThread: typeof startThread;
  readonly #log: Logger;
  readonly #saver: ResultSaver;
  readonly #opening = Promise.withResolvers<string | undefined>();
  readonly #backoff = new Backoff();
  #link: ThreadLink | undefined;
  #isOpen = false;
  #isClosed = false;
  /** Why it fails, as far as the log has been told; nothing while it works. */
  readonly #reasons = new Set<string>();
  #failedCommits = 0;
  #tidying: NodeJS.Timeout | undefined;
  readonly #keepingBest: NodeJS.Timeout;

  constructor(place: Place, options: StoreOptions, start = startThread) {
    const { log, observeSave, commitEvery = COMMIT_EVERY } = options;
    this.#place = place;
    this.#startThread = start;
    this.#log = log;
    this.#saver = this.#createSaver(observeSave, commitEvery);
    this.#checker = new ReplayChecker({
      check: (ids) => this.#ask("checkReplays", [ids], DEADLINE.commit),
      checked: (outcome) => this.#replaysChecked(outcome),
    });
    this.#start(true);
    this.#tidyIn(TIDY.first);
    this.#keepingBest = keepBest(
      () => this.#counts.saved,
      () => this.#ask("refreshTop", [Date.now()], DEADLINE.tidy),
    );
  }

  /** When the first thread is open or has failed; with why the database can't be used, if so. */
  get opening(): Promise<string | undefined> {
    return this.#opening.promise;
  }

  get state(): MemoryState {
    return this.#isOpen && this.#reasons.size === 0 && !this.#saver.isSlow ? "ready" : "failing";
  }

  get figures(): StoreFigures {
    return { waiting: this.#saver.waiting, ...this.#counts, replays: this.#replays };
  }

  async record(result: MatchResult): Promise<SavedMatch> {
    try {
      if (this.#isClosed) throw new StoreError("the store is closed");
      const saved = await this.#saver.add(result);
      if (result.replay) this.#replays[saved.replay === null ? "unsaved" : "saved"]++;
      if (saved.replay !== null) this.#checker.add(saved.replay);
      return saved;
    } catch (error) {
      this.#counts.lost++;
      if (result.replay) this.#replays.unsaved++;
      throw error;
    }
  }

  findPlayer: Store["findPlayer"] = (...args) => this.#ask("findPlayer", args);
  redeemClaim: Store["redeemClaim"] = (...args) => this.#ask("redeemClaim", args);
  profile: Store["profile"] = (...args) => this.#ask("profile", args);
  history: Store["history"] = (...args) => this.#ask("history", args);
  replay: Store["replay"] = (...args) => this.#ask("replay", args);
  recordingOf: Store["recordingOf"] = (...args) => this.#ask("recordingOf", args);
  rallyOfTheDay: Store["rallyOfTheDay"] = (...args) => this.#ask("rallyOfTheDay", args);
  star: Store["star"] = (...args) => this.#ask("star", args);
  deleteReplay: Store["deleteReplay"] = (...args) => this.#ask("deleteReplay", args);
  top: Store["top"] = (...args) => this.#ask("top", args, DEADLINE.top);
  beginTry: Store["beginTry"] = (...args) => this.#ask("beginTry", args);
  giveTryBack: Store["giveTryBack"] = (...args) => this.#ask("giveTryBack", args);
  daily: Store["daily"] = (...args) => this.#ask("daily", args);
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
  beginCompetition: Store["beginCompetition"] = (...args) => this.#ask("beginCompetition", args);
  takeCompetition: Store["takeCompetition"] = (...args) => this.#ask("takeCompetition", args);
  addEvents: Store["addEvents"] = (...args) => this.#ask("addEvents", args);
  competitionKind: Store["competitionKind"] = (...args) => this.#ask("competitionKind", args);

  async close(ms: number): Promise<number> {
    const deadline = performance.now() + ms;
    this.#isClosed = true;
    clearTimeout(this.#tidying);
    this.#checker.stop();
    clearInterval(this.#keepingBest);
    const lost = await this.#saver.close(ms);
    this.#backoff.stop();
    this.#isOpen = false;
    await this.#link?.close(Math.max(CLOSE_MIN, deadline - performance.now()));
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

  #createSaver(observeSave: (ms: number) => void, commitEvery: number): ResultSaver {
    const events = {
      send: (results: MatchResult[]) =>
        this.#isOpen ? this.#ask("recordAll", [results], DEADLINE.commit) : undefined,
      failed: (why: string, tryAgain: () => void) => this.#notCommitted(why, tryAgain),
      committed: () => this.#works(),
      saved: (ms: number) => {
        this.#counts.saved++;
        observeSave(ms);
      },
      refused: (why: string) => this.#log.error({ why }, "result can't be saved"),
    };
    return new ResultSaver(events, commitEvery);
  }

  #start(check: boolean): void {
    this.#link = new ThreadLink(this.#startThread({ place: this.#place, check }), {
      opened: () => this.#opened(),
      unusable: (why) => {
        this.#opening.resolve(why);
        this.#gone(why);
      },
      gone: (why) => this.#gone(why),
    });
  }

  #opened(): void {
    this.#isOpen = true;
    this.#opening.resolve(undefined);
    this.#saver.restart();
    this.#findUnchecked();
    if (this.#saver.waiting === 0) this.#works();
  }

  /** Replays of a process that ended before it had checked them. */
  #findUnchecked(): void {
    const add = (ids: ReplayId[]) => this.#checker.add(...ids);
    this.#ask("uncheckedReplays", []).then(add, () => {});
  }

  #replaysChecked({ checked, wrong }: CheckedReplays): void {
    this.#replays.verified += checked - wrong.length;
    this.#replays.mismatched += wrong.length;
    for (const replay of wrong)
      this.#log.error({ replay }, "replay is not the match that was played");
  }

  #gone(why: string): void {
    if (this.#isClosed && this.#saver.waiting === 0) return;
    this.#isOpen = false;
    this.#opening.resolve(undefined);
    this.#fails(why);
    this.#backoff.retry(() => this.#start(false));
  }

  #notCommitted(why: string, tryAgain: () => void): void {
    // The thread may be gone, and then this is not for it any more.
    if (!this.#isOpen) return;
    // A full disk or a busy file may be better the next time; what lasts may be better in a new thread.
    if (++this.#failedCommits % COMMITS_OF_THREAD === 0) return this.#link?.kill(why);
    this.#fails(why);
    this.#backoff.retry(tryAgain);
  }

  #fails(why: string): void {
    this.#counts.failures++;
    if (this.#reasons.has(why) || this.#reasons.size >= REASONS_MAX) return;
    this.#log.error({ store: nameOf(this.#place), why }, "store fails; results wait");
    this.#reasons.add(why);
  }

  #works(): void {
    this.#backoff.reset();
    this.#failedCommits = 0;
    if (this.#reasons.size > 0) this.#log.info({ store: nameOf(this.#place) }, "store works again");
    this.#reasons.clear();
  }

  #tidyIn(ms: number): void {
    this.#tidying = setTimeout(() => {
      this.#tidyIn(TIDY.every);
      this.#ask("tidy", [Date.now()], DEADLINE.tidy).catch((error: Error) => {
        this.#log.warn({ why: error.message }, "store could not forget what is over");
      });
    }, ms).unref();
  }
}
