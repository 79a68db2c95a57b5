/**
 * Who waits for an opponent, and who plays whom. Pure: time is an argument (ms, any origin).
 *
 * Rules: the longest waiting comes first; two strangers are paired at once; nobody meets
 * themself; two who have just met are kept apart for a moment, in case somebody else comes. Who gives
 * way meets others who do at once, and anybody else only after that one has waited for somebody better.
 */

/** Somebody who waits. */
export interface Waiting {
  /** This wait; unique. */
  id: string;
  /** Who waits: the same browser tab is the same player. */
  player: string;
  /** Since when, counting earlier waits that came to nothing; yet to come when held back till then. */
  since: number;
  /** Until when they give way to others (ms); undefined when they don't. */
  givesWayUntil?: number;
}

interface Entry extends Waiting {
  /** When this wait began. */
  queued: number;
}

/**
 * How long two who have just met wait for somebody else (ms). On a busy server somebody comes; on
 * an empty one even these two are seated within 300 ms.
 */
export const REPEAT_HOLD = 150;
/** How long somebody waits for another opponent than one who gives way (ms); LEAVE-5. */
export const PATIENCE = 5000;
/** Last opponents remembered; with more players than this the oldest are forgotten. */
const MEETINGS_KEPT = 20_000;

export class Queue {
  /**
   * In the order of `since`, so that a look at pairs ends where those begin who are held back: with 350 of
   * them all pairs would be 60,000, for everybody who comes.
   */
  readonly #entries: Entry[] = [];
  readonly #lastOpponent = new Map<string, string>();

  get size(): number {
    return this.#entries.length;
  }

  has(id: string): boolean {
    return this.#entries.some((entry) => entry.id === id);
  }

  /** Takes somebody in. Returns the earlier wait of the same player, which this one replaces. */
  add(waiting: Waiting, now: number): Waiting | undefined {
    const same = this.#entries.find((entry) => entry.player === waiting.player);
    if (same) this.remove(same.id);
    const place = this.#entries.findIndex((entry) => entry.since > waiting.since);
    const entry = { ...waiting, queued: now };
    this.#entries.splice(place < 0 ? this.#entries.length : place, 0, entry);
    return same;
  }

  /** They no longer wait; false when they didn't. */
  remove(id: string): boolean {
    const at = this.#entries.findIndex((entry) => entry.id === id);
    if (at >= 0) this.#entries.splice(at, 1);
    return at >= 0;
  }

  /** Takes out everybody who can be paired now, the longest waiting first in each pair. */
  pair(now: number): [Waiting, Waiting][] {
    const pairs: [Waiting, Waiting][] = [];
    for (let pair = this.#nextPair(now); pair; pair = this.#nextPair(now)) {
      for (const entry of pair) this.remove(entry.id);
      this.#remember(pair[0].player, pair[1].player);
      this.#remember(pair[1].player, pair[0].player);
      pairs.push(pair);
    }
    return pairs;
  }

  /** When `pair` will find more although nobody comes or goes; Infinity for never. */
  nextDue(): number {
    let due = Number.POSITIVE_INFINITY;
    for (const [i, a] of this.#entries.entries()) {
      if (a.since >= due) break;
      for (const b of this.#entries.slice(i + 1)) {
        if (b.since >= due) break;
        due = Math.min(due, this.#allowedFrom(a, b));
      }
    }
    return due;
  }

  #nextPair(now: number): [Entry, Entry] | undefined {
    for (const [i, a] of this.#entries.entries()) {
      if (a.since > now) break;
      for (const b of this.#entries.slice(i + 1)) {
        if (b.since > now) break;
        if (this.#allowedFrom(a, b) <= now) return [a, b];
      }
    }
    return undefined;
  }

  #allowedFrom(a: Entry, b: Entry): number {
    // Who is held back has a `since` that is yet to come.
    const together = Math.max(a.queued, b.queued, a.since, b.since);
    const met =
      this.#lastOpponent.get(a.player) === b.player ||
      this.#lastOpponent.get(b.player) === a.player;
    return Math.max(met ? together + REPEAT_HOLD : together, goodEnoughFrom(a, b, together));
  }

  #remember(player: string, opponent: string): void {
    this.#lastOpponent.delete(player);
    this.#lastOpponent.set(player, opponent);
    if (this.#lastOpponent.size <= MEETINGS_KEPT) return;
    const [oldest] = this.#lastOpponent.keys();
    if (oldest !== undefined) this.#lastOpponent.delete(oldest);
  }
}

/** When two who are here since `together` are no longer kept apart for one of them giving way. */
function goodEnoughFrom(a: Entry, b: Entry, together: number): number {
  const { givesWayUntil: aUntil = together } = a;
  const { givesWayUntil: bUntil = together } = b;
  const aGives = aUntil > together;
  const bGives = bUntil > together;
  if (aGives === bGives) return together;
  const other = aGives ? b : a;
  return Math.min(aGives ? aUntil : bUntil, Math.max(other.queued, other.since) + PATIENCE);
}
