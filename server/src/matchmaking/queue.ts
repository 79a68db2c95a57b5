/**
 * The matchmaking queue: the order of players, and who plays whom. Pure: time is an argument (ms, any
 * origin).
 *
 * Rules:
 * - The player who has waited longest comes first, and two strangers are paired at once.
 * - A player never meets themself: a second entry of the same tab replaces the first, and two tabs of one
 *   account are not paired.
 * - Two players who have just met are kept apart for a moment, in case another one comes.
 * - Players who give way are paired with each other at once, and with another player only after that one
 *   has waited for somebody better.
 * - On a busy server two of very different strength wait a little for somebody nearer.
 * - Players who play a bot meanwhile are asked before they are paired; see proposals.ts.
 */
import type { KnownStrength } from "../rating/rating.ts";
import { Proposals } from "./proposals.ts";
import { Arrivals, nearEnoughAfter } from "./strength.ts";

/** The place of a queued player. */
export interface QueueEntry {
  /** The lobby session; unique. */
  readonly id: string;
  /** The same browser tab is the same player. */
  readonly player: string;
  /** The player in the store: two tabs of one account are not paired. */
  readonly account?: string | undefined;
  /** Undefined for players who were never rated. */
  readonly rating?: KnownStrength | undefined;
  /**
   * Since when the player has waited (ms), counting earlier waits that came to nothing. In the future for a
   * penalized player, who meets nobody before.
   */
  readonly since: number;
  /** Until when the player gives way to others (ms); undefined for a player who does not. */
  readonly givesWayUntil?: number;
  /** Plays a bot meanwhile, and is asked before being paired. */
  readonly askFirst?: boolean;
}

/** An entry and when it was added (ms). */
interface AddedEntry extends QueueEntry {
  queued: number;
}

/**
 * How long two players who have just met wait for somebody else (ms). On a busy server somebody comes; on
 * an empty one even these two are seated within 300 ms.
 */
export const REPEAT_HOLD = 150;
/** How long a player waits for another opponent than one who gives way (ms); LEAVE-5. */
export const PATIENCE = 5000;
/** Tabs of one account that can be queued: they don't meet each other, and each is compared with all. */
export const ACCOUNT_TABS = 4;
/** Last opponents remembered; with more players than this the oldest are forgotten. */
const MEETINGS_KEPT = 20_000;

export class Queue {
  /**
   * In the order of `since`, so that a search for pairs ends at the first penalized player: with 350 of
   * them all pairs would be 60,000, for each player who comes.
   */
  readonly #entries: AddedEntry[] = [];
  /** Those who are asked first, in the same order; by nobody else's search are they met. */
  readonly #askFirst: AddedEntry[] = [];
  /** What they are asked. */
  readonly proposals = new Proposals();
  readonly #lastOpponent = new Map<string, string>();
  readonly #arrivals = new Arrivals();

  get size(): number {
    return this.#entries.length + this.#askFirst.length;
  }

  has(id: string): boolean {
    return this.#all.some((entry) => entry.id === id);
  }

  /**
   * Adds an entry. Returns the entry that this one replaces: the same player's, or the first of an account
   * that has too many.
   */
  add(entry: QueueEntry, now: number): QueueEntry | undefined {
    const same =
      this.#all.find(({ player }) => player === entry.player) ?? this.#tooMany(entry.account);
    if (same) this.remove(same.id);
    else this.#arrivals.add(now);
    this.#insert({ ...entry, queued: now });
    return same;
  }

  /** Removes an entry; false when there is none. */
  remove(id: string): boolean {
    this.proposals.forget(id);
    return [this.#entries, this.#askFirst].some((list) => {
      const at = list.findIndex((entry) => entry.id === id);
      if (at >= 0) list.splice(at, 1);
      return at >= 0;
    });
  }

  /** From now on the player is asked first, or need not be; the place in the order stays. */
  setAskFirst(id: string, askFirst: boolean): void {
    const entry = this.#all.find((each) => each.id === id);
    if (!entry || Boolean(entry.askFirst) === askFirst) return;
    this.remove(id);
    this.#insert({ ...entry, askFirst });
  }

  /** Takes out all players who can be paired now; in each pair the longest waiting comes first. */
  pair(now: number): [QueueEntry, QueueEntry][] {
    const pairs: [QueueEntry, QueueEntry][] = [];
    const next = () => this.#nextPair(now) ?? this.#nextAgreed(now);
    for (let pair = next(); pair; pair = next()) {
      for (const entry of pair) this.remove(entry.id);
      this.#remember(pair[0].player, pair[1].player);
      this.#remember(pair[1].player, pair[0].player);
      pairs.push(pair);
    }
    return pairs;
  }

  /** Asks those who are asked first; returns when that is next due (ms). To be called after `pair`. */
  propose(now: number): number {
    if (this.#askFirst.length === 0) return Number.POSITIVE_INFINITY;
    const byId = new Map(this.#all.map((entry) => [entry.id, entry]));
    const idsOf = (list: readonly AddedEntry[]) => list.map(({ id }) => id);
    const allowedFrom = (one: string, other: string) => {
      const [a, b] = [byId.get(one), byId.get(other)];
      return a && b ? this.#allowedFrom(a, b) : Number.POSITIVE_INFINITY;
    };
    const [free, askFirst] = [idsOf(this.#entries), idsOf(this.#askFirst)];
    return this.proposals.update({ free, askFirst, allowedFrom }, now);
  }

  /** When `pair` will find more without another change or answer (ms); Infinity for never. */
  nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const [a, b] of this.#agreed()) due = Math.min(due, this.#allowedFrom(a, b));
    for (const [i, a] of this.#entries.entries()) {
      if (a.since >= due) break;
      for (const b of this.#entries.slice(i + 1)) {
        if (b.since >= due) break;
        due = Math.min(due, this.#allowedFrom(a, b));
      }
    }
    return due;
  }

  get #all(): readonly AddedEntry[] {
    return this.#askFirst.length === 0 ? this.#entries : [...this.#entries, ...this.#askFirst];
  }

  #insert(entry: AddedEntry): void {
    const list = entry.askFirst ? this.#askFirst : this.#entries;
    const place = list.findIndex(({ since }) => since > entry.since);
    list.splice(place < 0 ? list.length : place, 0, entry);
  }

  /** Those who have agreed to play each other, the longest waiting first. */
  #agreed(): [AddedEntry, AddedEntry][] {
    return this.proposals.agreed().flatMap((ids) => {
      const [a, b] = ids.map((id) => this.#all.find((entry) => entry.id === id));
      if (!a || !b) return [];
      return [a.since <= b.since ? [a, b] : [b, a]] satisfies [AddedEntry, AddedEntry][];
    });
  }

  #nextAgreed(now: number): [AddedEntry, AddedEntry] | undefined {
    return this.#agreed().find(([a, b]) => this.#allowedFrom(a, b) <= now);
  }

  #tooMany(account: string | undefined): AddedEntry | undefined {
    if (account === undefined) return undefined;
    const tabs = this.#all.filter((entry) => entry.account === account);
    return tabs.length < ACCOUNT_TABS ? undefined : tabs[0];
  }

  #nextPair(now: number): [AddedEntry, AddedEntry] | undefined {
    for (const [i, a] of this.#entries.entries()) {
      if (a.since > now) break;
      for (const b of this.#entries.slice(i + 1)) {
        if (b.since > now) break;
        if (this.#allowedFrom(a, b) <= now) return [a, b];
      }
    }
    return undefined;
  }

  #allowedFrom(a: AddedEntry, b: AddedEntry): number {
    if (a.account !== undefined && a.account === b.account) return Number.POSITIVE_INFINITY;
    // The `since` of a penalized player is in the future.
    const together = Math.max(a.queued, b.queued, a.since, b.since);
    const met =
      this.#lastOpponent.get(a.player) === b.player ||
      this.#lastOpponent.get(b.player) === a.player;
    return Math.max(
      met ? together + REPEAT_HOLD : together,
      goodEnoughFrom(a, b, together),
      this.#nearEnoughFrom(a, b),
    );
  }

  /** When two players are no longer kept apart because of their ratings (ms). */
  #nearEnoughFrom(a: AddedEntry, b: AddedEntry): number {
    const waitedFrom = Math.min(a.since, a.queued, b.since, b.queued);
    return Math.min(waitedFrom + nearEnoughAfter(a.rating, b.rating), this.#arrivals.fewFrom());
  }

  #remember(player: string, opponent: string): void {
    this.#lastOpponent.delete(player);
    this.#lastOpponent.set(player, opponent);
    if (this.#lastOpponent.size <= MEETINGS_KEPT) return;
    const [oldest] = this.#lastOpponent.keys();
    if (oldest !== undefined) this.#lastOpponent.delete(oldest);
  }
}

/** When two players, both here since `together`, are no longer kept apart because one of them gives way (ms). */
function goodEnoughFrom(a: AddedEntry, b: AddedEntry, together: number): number {
  const { givesWayUntil: aUntil = together } = a;
  const { givesWayUntil: bUntil = together } = b;
  const aGives = aUntil > together;
  const bGives = bUntil > together;
  if (aGives === bGives) return together;
  const other = aGives ? b : a;
  return Math.min(aGives ? aUntil : bUntil, Math.max(other.queued, other.since) + PATIENCE);
}
