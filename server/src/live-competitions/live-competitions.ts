/** The competitions that this process runs, by code: begun here, or taken on from the store. */
import { setTimeout as sleep } from "node:timers/promises";
import type {
  CompetitionKind,
  CompetitionSettings,
} from "@quickpong/shared/protocol/competition.ts";
import type { CreatedCompetition } from "@quickpong/shared/protocol/competition-messages.ts";
import type { Logger } from "pino";
import type { CompetitionEvent } from "../competitions/events.ts";
import { fold } from "../competitions/fold.ts";
import type { CompetitionState } from "../competitions/state.ts";
import type { MatchSummary } from "../match/match-port.ts";
import type { CompetitionMatch } from "../matchmaking/matchmaker.ts";
import { hashOf, newSecret } from "../players/secrets.ts";
import type { SecretHash, Store } from "../store/store.ts";
import type { MatchRooms } from "./calls.ts";
import { clockFrom } from "./competition-clock.ts";
import { foldInPieces } from "./fold-in-pieces.ts";
import { Journal } from "./journal.ts";
import { LiveCompetition } from "./live-competition.ts";

/** Competitions of one process at the same time. */
export const COMPETITIONS_MAX = 200;
/** With nobody connected it is kept in memory for so long (ms); where its log is in no store, for longer. */
const KEPT_EMPTY = 60_000;
const KEPT_WITHOUT_STORE = 3_600_000;
/** How often it is looked which can go (ms). */
const LOOK_EVERY = 10_000;
/** Codes that are tried: of 14.9 million few are taken. */
const TRIES = 5;

/** Of the process that has begun a competition. */
const FIRST_EPOCH = 1;

interface Log {
  hostKey: SecretHash;
  epoch: number;
  state: CompetitionState;
  /** Events so far. */
  length: number;
}

/** There are as many competitions as a process has room for, or it is about to end. */
export class TooManyCompetitions extends Error {
  override name = "TooManyCompetitions";
}

export interface LiveCompetitionsParts {
  store: Store;
  log: Logger;
  rooms: MatchRooms;
  newCode(): string;
  /** A whole number that nobody can foretell. */
  newSeed(): number;
  /** Opens the room of a competition to its pages, which end with it. */
  open(competition: LiveCompetition): Promise<void>;
  close(code: string): void;
  /** ms since 1970. */
  now(): number;
  /** Told of each that is begun here, and of each that is taken on. */
  began(kind: CompetitionKind): void;
  resumed(kind: CompetitionKind): void;
}

export class LiveCompetitions {
  readonly #parts: LiveCompetitionsParts;
  readonly #byCode = new Map<string, LiveCompetition>();
  /** Those that are being taken on: who else asks waits for the same. */
  readonly #coming = new Map<string, Promise<LiveCompetition | undefined>>();
  readonly #timer: NodeJS.Timeout;
  #isFrozen = false;

  constructor(parts: LiveCompetitionsParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#forgetEmpty(), LOOK_EVERY).unref();
  }

  get size(): number {
    return this.#byCode.size;
  }

  all(): Iterable<LiveCompetition> {
    return this.#byCode.values();
  }

  get(code: string): LiveCompetition | undefined {
    return this.#byCode.get(code);
  }

  /** Begins one; rejects with TooManyCompetitions, or with a StoreError when it can't be saved. */
  async create(settings: CompetitionSettings): Promise<CreatedCompetition> {
    this.#assertRoom();
    const { now, newSeed, began } = this.#parts;
    const host = newSecret();
    const created = { type: "created", settings, seed: newSeed(), at: now() } as const;
    const code = await this.#begin(created, hashOf(host));
    const state = fold(null, created);
    await this.#run(code, { hostKey: hashOf(host), epoch: FIRST_EPOCH, state, length: 1 });
    began(settings.kind);
    return { code, host };
  }

  /** The one of this code, once it can be come to, if it is here or on its way; it is not taken on. */
  async here(code: string): Promise<LiveCompetition | undefined> {
    return (await this.#coming.get(code)?.catch(() => undefined)) ?? this.#byCode.get(code);
  }

  /** Takes a competition on from the store, undefined when there is none of this code. Rejects as `create`. */
  async take(code: string): Promise<LiveCompetition | undefined> {
    const here = await this.here(code);
    if (here) return here;
    const coming = this.#coming.get(code) ?? this.#takeOn(code);
    this.#coming.set(code, coming);
    try {
      return await coming;
    } finally {
      if (this.#coming.get(code) === coming) this.#coming.delete(code);
    }
  }

  matchEnded({ code, match }: CompetitionMatch, summary: MatchSummary): void {
    this.#byCode.get(code)?.matchEnded(match, summary);
  }

  matchNotPlayed({ code, match }: CompetitionMatch, came: readonly [boolean, boolean]): void {
    this.#byCode.get(code)?.matchNotPlayed(match, came);
  }

  /**
   * The process ends: no more matches are called here, and no competition is taken on. Pages are sent to another
   * process, or to the one that comes after, as soon as none of theirs is being played.
   */
  freeze(): void {
    this.#isFrozen = true;
    for (const [code, competition] of this.#byCode)
      competition.freeze(() => void competition.settled().then(() => this.#forget(code)));
  }

  /** Resolves when everything that has happened is in the store, or after `ms`. */
  async settle(ms: number): Promise<void> {
    const settled = [...this.#byCode.values()].map((competition) => competition.settled());
    await Promise.race([Promise.all(settled), sleep(ms, undefined, { ref: false })]);
  }

  close(): void {
    clearInterval(this.#timer);
    for (const code of [...this.#byCode.keys()]) this.#forget(code);
  }

  /** Writes the first event under a code that is free; returns the code. */
  async #begin(created: CompetitionEvent & { type: "created" }, hostKey: SecretHash) {
    const { store, newCode, now } = this.#parts;
    const { kind } = created.settings;
    for (let n = 0; n < TRIES; n++) {
      const code = newCode();
      if (this.#byCode.has(code)) continue;
      if (store.state === "off") return code;
      const events = [JSON.stringify(created)];
      if (await store.beginCompetition({ code, kind, hostKey, events }, now())) return code;
    }
    throw new Error("no code is free");
  }

  async #takeOn(code: string): Promise<LiveCompetition | undefined> {
    const { store, log, resumed } = this.#parts;
    if (store.state === "off") return undefined;
    this.#assertRoom();
    const stored = await store.takeCompetition(code);
    if (!stored) return undefined;
    const { length } = stored.events;
    const state = await foldInPieces(stored.events);
    const competition = await this.#run(code, { ...stored, state, length });
    log.info({ competition: code, events: length }, "competition taken on");
    resumed(competition.state.settings.kind);
    return competition;
  }

  async #run(code: string, { hostKey, epoch, state, length }: Log): Promise<LiveCompetition> {
    const { store, rooms, log, open } = this.#parts;
    const now = clockFrom(state.at, this.#parts.now);
    const taken = () => this.#forget(code);
    const journal = new Journal({ store, code, epoch, length, taken });
    const failed = (err: unknown) => log.error({ competition: code, err }, "competition failed");
    const parts = { code, hostKey, state, length, journal, rooms, now, failed };
    const competition = new LiveCompetition(parts);
    this.#byCode.set(code, competition);
    try {
      await open(competition);
    } catch (error) {
      this.#forget(code);
      throw error;
    }
    const lost = state.open.map(({ number }) => number);
    competition.start(...(epoch === FIRST_EPOCH ? [] : [{ type: "restarted", lost } as const]));
    return competition;
  }

  #assertRoom(): void {
    if (this.#isFrozen || this.size >= COMPETITIONS_MAX) throw new TooManyCompetitions();
  }

  /** This process has nothing to do with it any more. */
  #forget(code: string): void {
    this.#byCode.get(code)?.close();
    this.#byCode.delete(code);
    this.#parts.close(code);
  }

  #forgetEmpty(): void {
    const now = this.#parts.now();
    for (const [code, { emptySince, state, saved }] of this.#byCode) {
      if (emptySince === undefined || state.open.length > 0) continue;
      const kept = saved === "ready" ? KEPT_EMPTY : KEPT_WITHOUT_STORE;
      if (now - emptySince > kept) this.#forget(code);
    }
  }
}
