/**
 * A competition as the process runs it that has taken it on: what happens is added to its log, what follows from
 * that by the rules is done, and those who are connected are told. The rules themselves are pure (fold.ts,
 * decide.ts); time comes in here.
 */
import type {
  CompetitionCommand,
  CompetitionRefusal,
} from "@quickpong/shared/protocol/competition.ts";
import type { CompetitionNews } from "@quickpong/shared/protocol/competition-messages.ts";
import type { OwnView } from "@quickpong/shared/protocol/competition-view.ts";
import type { MemoryState } from "@quickpong/shared/protocol/players.ts";
import { decide, nextDue } from "../competitions/decide.ts";
import { numberOf } from "../competitions/entrants.ts";
import type { CompetitionEvent, Happening, MatchNumber } from "../competitions/events.ts";
import { fold } from "../competitions/fold.ts";
import type { CompetitionState } from "../competitions/state.ts";
import { type Live, ownViewOf, viewOf } from "../competitions/view.ts";
import type { MatchSummary } from "../match/match-port.ts";
import type { SecretHash } from "../store/store.ts";
import { answerTo, askingOf } from "./answer-to.ts";
import { Calls, type MatchRooms, type Offer } from "./calls.ts";
import { type Guest, Guests } from "./guests.ts";
import type { Journal } from "./journal.ts";

/** Decisions that follow from each other at one moment; more are a bug. */
const DECISIONS_MAX = 500;
/** A timer that waits for longer would fire at once (ms); one that waits for less would be one of many. */
const TIMER_MAX = 2 ** 31 - 1;
const TIMER_MIN = 10;
/** The longest arena of 64 comes to half of this. */
const EVENTS_MAX = 100_000;

/** Those who are connected, as far as they are to be told something. */
export interface Audience {
  /** What everybody sees may have changed. */
  changed(): void;
  offer(guest: Guest, offer: Offer): void;
  /** This process does not run it any more: pages ask again, and find the one that does. */
  moved(): void;
}

export interface LiveCompetitionParts {
  code: string;
  /** Of the host's secret. */
  hostKey: SecretHash;
  state: CompetitionState;
  /** Events so far. */
  length: number;
  journal: Journal;
  rooms: MatchRooms;
  /** ms since 1970. */
  now(): number;
  failed(error: unknown): void;
}

export class LiveCompetition {
  readonly code: string;
  readonly hostKey: SecretHash;
  readonly guests: Guests;
  audience: Audience = { changed() {}, offer() {}, moved() {} };
  /** Since when nobody has been connected; undefined while somebody is. */
  emptySince: number | undefined;
  readonly #parts: LiveCompetitionParts;
  readonly #calls: Calls;
  #state: CompetitionState;
  #length: number;
  #timer: NodeJS.Timeout | undefined;
  #isFrozen = false;
  #onIdle: (() => void) | undefined;

  constructor(parts: LiveCompetitionParts) {
    const { code, hostKey, state, length, now } = parts;
    this.code = code;
    this.hostKey = hostKey;
    this.#parts = parts;
    this.#state = state;
    this.#length = length;
    this.emptySince = now();
    this.guests = new Guests({
      came: (key) => this.#came(key),
      gone: () => this.happen(...this.#gone()),
      hostCame: () => this.happen({ type: "host", present: true }),
      hostGone: () => this.happen({ type: "host", present: false }),
    });
    this.#calls = new Calls(parts.rooms, {
      code,
      state: () => this.#state,
      happened: (happening) => this.happen(happening),
      guest: (id) => this.guests.get(id),
      offer: (guest, offer) => this.audience.offer(guest, offer),
      failed: parts.failed,
    });
  }

  /** Whether what has happened will be there after the process. */
  get saved(): MemoryState {
    return this.#parts.journal.state;
  }

  get state(): CompetitionState {
    return this.#state;
  }

  /** Begins to act by itself, after these have happened. */
  start(...happenings: readonly Happening[]): void {
    this.#add(happenings);
    this.#proceed();
  }

  enter(guest: Guest): void {
    this.guests.add(guest);
    this.emptySince = undefined;
  }

  leave(id: string): void {
    this.guests.remove(id);
    this.#calls.gone(id);
    if (this.guests.size === 0) this.emptySince = this.#parts.now();
  }

  /** Does what a page asks for, or says why not. */
  command(guest: Guest, command: CompetitionCommand): CompetitionRefusal | null {
    const answer = answerTo(this.#state, command, guest, this.#parts.now());
    if (typeof answer === "string") return answer;
    this.happen(answer);
    return null;
  }

  /** This page can play the match that is called. */
  come(guest: Guest): void {
    this.#calls.come(guest);
  }

  matchEnded(number: MatchNumber, summary: MatchSummary): void {
    this.#calls.ended(number, summary);
  }

  matchNotPlayed(number: MatchNumber, came: readonly [boolean, boolean]): void {
    this.#calls.notPlayed(number, came);
  }

  /** What everybody sees. */
  view(): CompetitionNews {
    const { code, now, journal } = this.#parts;
    return { ...viewOf(this.#state, code, this.#live(), now()), saved: journal.state };
  }

  own(guest: Guest): OwnView {
    return ownViewOf(this.#state, askingOf(this.#state, guest), this.#parts.now());
  }

  /** Resolves when what has happened so far is in the store, or can't be now. */
  settled(): Promise<void> {
    return this.#parts.journal.settled();
  }

  /** Adds to the log, and does what follows. What does not fit any more changes nothing. */
  happen(...happenings: readonly Happening[]): void {
    if (this.#add(happenings)) this.#proceed();
  }

  /** Calls no more matches: the process ends. `idle` is called when none is being played. */
  freeze(idle: () => void = () => {}): void {
    this.#isFrozen = true;
    clearTimeout(this.#timer);
    this.#onIdle = idle;
    this.#lookWhetherIdle();
  }

  /** Ends what is going on here; the log stays. */
  close(): void {
    this.freeze();
    this.audience.moved();
    this.guests.close();
    this.#parts.journal.close();
    this.#calls.close();
  }

  #add(happenings: readonly Happening[]): boolean {
    const at = this.#parts.now();
    const added: CompetitionEvent[] = [];
    for (const happening of happenings) {
      const event = { ...happening, at };
      const next = fold(this.#state, event);
      if (next === this.#state) continue;
      this.#state = next;
      added.push(event);
    }
    this.#length += added.length;
    this.#parts.journal.add(added);
    return added.length > 0;
  }

  #proceed(): void {
    if (this.#length > EVENTS_MAX) this.#add([{ type: "ended" }]);
    for (let n = 0; n < DECISIONS_MAX && !this.#isFrozen; n++)
      if (!this.#add(decide(this.#state, this.#parts.now()))) break;
    this.#add(this.#gone());
    this.#calls.look();
    this.#wake();
    this.audience.changed();
    this.#lookWhetherIdle();
  }

  #lookWhetherIdle(): void {
    const isPlayed = this.#state.open.some(({ beganAt }) => beganAt !== null);
    if (isPlayed || !this.#onIdle) return;
    this.#onIdle();
    this.#onIdle = undefined;
  }

  #wake(): void {
    clearTimeout(this.#timer);
    const due = nextDue(this.#state);
    if (this.#isFrozen || !Number.isFinite(due)) return;
    const wait = Math.min(TIMER_MAX, Math.max(TIMER_MIN, due - this.#parts.now()));
    this.#timer = setTimeout(() => this.#proceed(), wait).unref();
  }

  #came(key: string): void {
    const entrant = numberOf(this.#state, key);
    if (entrant !== null) this.happen({ type: "present", entrant });
  }

  /** Entrants who have no connection any more, but for those who play: a match knows itself who is there. */
  #gone(): Happening[] {
    const { entrants, open } = this.#state;
    const playing = open.filter(({ beganAt }) => beganAt !== null);
    const inMatch = new Set(playing.flatMap((match) => match.entrants));
    return entrants
      .filter(
        ({ present, key, number }) => present && !inMatch.has(number) && !this.guests.isHere(key),
      )
      .map(({ number }) => ({ type: "absent", entrant: number }));
  }

  /** Running matches that can be watched. */
  #live(): Map<MatchNumber, Live> {
    const live = new Map<MatchNumber, Live>();
    for (const { number } of this.#state.open) {
      const roomId = this.#calls.roomOf(number);
      const score = roomId === undefined ? undefined : this.#parts.rooms.score(roomId);
      if (roomId !== undefined && score) live.set(number, { score, watch: roomId });
    }
    return live;
  }
}
