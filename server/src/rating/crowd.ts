/**
 * Who has met whom lately. Players who have met enough others are regulars, when they belong to the crowd: of
 * the groups that matches join, the one with the most such players. Accounts that play with each other alone
 * are outside. Pure.
 */
import { type Activity, LEAST_OPPONENTS } from "./listing.ts";

/** Players whose opponents are sorted at once: between such steps others may do something. */
const STEP = 2000;

export class Crowd {
  /** Names by number, and back. */
  readonly #names: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Both players of each match, one after the other. */
  #met: number[] = [];
  /** Leads from each player to another of the same group; the last one leads to itself. */
  readonly #leads: number[] = [];
  /** Opponents of all players, one entry a match: those of player n from #from[n] to #from[n + 1], sorted. */
  #opponents = new Uint32Array();
  #from = new Uint32Array();
  #isRegular = new Uint8Array();

  /** A match of two that counted in full. */
  add(one: string, other: string): void {
    const [a, b] = [this.#numberOf(one), this.#numberOf(other)];
    this.#met.push(a, b);
    this.#leads[this.#groupOf(a)] = this.#groupOf(b);
  }

  /** To be run to its end when all matches are there; before it nobody has met anybody. */
  *settle(): Generator<void> {
    this.#sort();
    yield;
    const players = this.#names.length;
    const different = new Uint32Array(players);
    for (let n = 0; n < players; n++) {
      this.#opponents.subarray(this.#from[n], this.#from[n + 1]).sort();
      for (const _ of this.#meetings(n)) different[n]!++;
      if (n % STEP === STEP - 1) yield;
    }
    const hasMetEnough = (n: number) => different[n]! >= LEAST_OPPONENTS;
    const crowd = this.#largestGroup(hasMetEnough);
    this.#isRegular = Uint8Array.from(different, (_, n) =>
      Number(hasMetEnough(n) && this.#groupOf(n) === crowd),
    );
  }

  /** Everybody who has met enough others to be listed, perhaps. */
  regulars(): string[] {
    return this.#names.filter((_, n) => this.#isRegular[n] === 1);
  }

  activityOf(name: string): Activity {
    const activity: Activity = { matches: 0, withRegulars: 0, regulars: 0, withOne: 0 };
    const n = this.#numbers.get(name);
    if (n === undefined) return activity;
    for (const [opponent, matches] of this.#meetings(n)) {
      activity.matches += matches;
      activity.withOne = Math.max(activity.withOne, matches);
      if (this.#isRegular[opponent] !== 1) continue;
      activity.withRegulars += matches;
      activity.regulars++;
    }
    return activity;
  }

  /** All whom this player has met, each once. */
  opponentsOf(name: string): string[] {
    const n = this.#numbers.get(name);
    if (n === undefined) return [];
    return [...this.#meetings(n)].map(([opponent]) => this.#names[opponent] as string);
  }

  #numberOf(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const n = this.#names.push(name) - 1;
    this.#numbers.set(name, n);
    this.#leads.push(n);
    return n;
  }

  /** The player to whom all of a group lead; ways are shortened while they are gone. */
  #groupOf(player: number): number {
    let n = player;
    while (this.#leads[n] !== n) {
      const next = this.#leads[n] as number;
      this.#leads[n] = this.#leads[next] as number;
      n = next;
    }
    return n;
  }

  /** The group with the most players who count. */
  #largestGroup(counts: (n: number) => boolean): number {
    const sizes = new Uint32Array(this.#names.length);
    let largest = 0;
    for (let n = 0; n < sizes.length; n++) {
      if (!counts(n)) continue;
      const group = this.#groupOf(n);
      sizes[group]!++;
      if (sizes[group]! > sizes[largest]!) largest = group;
    }
    return largest;
  }

  /** Puts each player's opponents one after the other. */
  #sort(): void {
    const met = this.#met;
    this.#met = [];
    this.#from = new Uint32Array(this.#names.length + 1);
    for (const n of met) this.#from[n + 1]!++;
    for (let n = 0; n < this.#names.length; n++) this.#from[n + 1]! += this.#from[n]!;
    const next = this.#from.slice();
    this.#opponents = new Uint32Array(met.length);
    for (let i = 0; i < met.length; i++) {
      // The other one of the same match.
      this.#opponents[next[met[i]!]!++] = met[i ^ 1]!;
    }
  }

  /** Each opponent of a player, with the number of their matches. */
  *#meetings(n: number): Generator<[opponent: number, matches: number]> {
    const end = this.#from[n + 1] ?? 0;
    for (let i = this.#from[n] ?? 0; i < end; ) {
      const begin = i;
      const opponent = this.#opponents[begin]!;
      while (i < end && this.#opponents[i] === opponent) i++;
      yield [opponent, i - begin];
    }
  }
}
