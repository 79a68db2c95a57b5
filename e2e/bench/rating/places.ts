/**
 * Which place a ring of accounts gets one of them on the leaderboard, beside players who play honestly: with
 * the rules of who is listed, and if everybody were.
 */
import { Crowd } from "@quickpong/server/rating/crowd.ts";
import { missingFor, sureStrength } from "@quickpong/server/rating/listing.ts";
import {
  matchWeight,
  newRating,
  REPEAT_WINDOW,
  rateMatch,
  ratingAt,
  type StoredRating,
} from "@quickpong/server/rating/rating.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { MATCH } from "./boosting.ts";
import { PLAYERS, Population, ROUND } from "./population.ts";
import { QUICKPONG, winChance } from "./systems.ts";

const SEED = 1;
/** Rounds that the honest play, ten a day: a ring plays all that time without a pause. */
const ROUNDS = 100;
const END = ROUNDS * ROUND;
const DAY = 86_400_000;
/** What the accounts of a ring can do when they play honestly. */
const STRENGTH = 1500;

export interface RingPlan {
  name: string;
  /** Infinity for a new one each time. */
  accounts: number;
  /** - star: all lose to one, in turn. - round: all play all, and one of them always wins. */
  plan: "star" | "round";
  /** Matches a day that each account but the one that gains plays with the honest. */
  honestADay: number;
}

export interface Place {
  name: string;
  rating: number;
  deviation: number;
  /** Among all by rating less deviation, from 1. */
  ofAll: number;
  /** Among the listed; null when it is not listed. */
  listed: number | null;
  /** How many of the honest are listed. */
  honest: number;
}

export const RINGS: readonly RingPlan[] = [
  { name: "ring of 2", accounts: 2, plan: "star", honestADay: 0 },
  { name: "ring of 3", accounts: 3, plan: "star", honestADay: 0 },
  { name: "ring of 10", accounts: 10, plan: "star", honestADay: 0 },
  {
    name: "new accounts without end",
    accounts: Number.POSITIVE_INFINITY,
    plan: "star",
    honestADay: 0,
  },
  { name: "ring of 10, all round", accounts: 10, plan: "round", honestADay: 0 },
  {
    name: "ring of 10, all round, nine of them honest once a day",
    accounts: 10,
    plan: "round",
    honestADay: 1,
  },
];

/** Plays the honest once, and each ring beside them. */
export function comparePlaces(rings: readonly RingPlan[] = RINGS): Place[] {
  const honest = new Population(QUICKPONG, "near", SEED);
  while (honest.round < ROUNDS) honest.playRound();
  return rings.map((ring) => placeOf(new RingPlay(ring, honest).play(), ring, honest));
}

function placeOf(ring: RingPlay, { name }: RingPlan, honest: Population<StoredRating>): Place {
  const crowd = new Crowd();
  for (const [one, other] of honest.fullMatches) crowd.add(`honest ${one}`, `honest ${other}`);
  for (const [one, other] of ring.fullMatches) crowd.add(one, other);
  for (const _ of crowd.settle());
  const leader = ratingAt(ring.leader, END);
  const better = honest.players
    .map(({ known }, n) => ({ rating: ratingAt(known, END), name: `honest ${n}` }))
    .filter(({ rating }) => sureStrength(rating) > sureStrength(leader));
  const isListed = ({ rating, name }: (typeof better)[0]) =>
    missingFor(rating, ROUNDS, crowd.activityOf(name)) === null;
  const listed = isListed({ rating: leader, name: ring.nameOf(0) });
  return {
    name,
    rating: leader.rating,
    deviation: leader.deviation,
    ofAll: better.length + 1,
    listed: listed ? better.filter(isListed).length + 1 : null,
    honest: honest.players
      .map(({ known }, n) => ({ rating: ratingAt(known, END), name: `honest ${n}` }))
      .filter(isListed).length,
  };
}

/** One ring, of which account 0 is to gain. */
class RingPlay {
  /** Matches that counted in full. */
  readonly fullMatches: [string, string][] = [];
  readonly #ring: RingPlan;
  readonly #honest: Population<StoredRating>;
  readonly #random = randomFrom(SEED);
  readonly #accounts = new Map<number, StoredRating>();
  readonly #meetings = new Map<string, number[]>();

  constructor(ring: RingPlan, honest: Population<StoredRating>) {
    this.#ring = ring;
    this.#honest = honest;
  }

  get leader(): StoredRating {
    return this.#account(0, END);
  }

  nameOf = (account: number): string => `ring ${account}`;

  play(): this {
    const { accounts, plan, honestADay } = this.#ring;
    let nextDay = 0;
    for (let at = MATCH, n = 0; at <= END; at += MATCH, n++) {
      if (plan === "star") this.#meet(0, 1 + (n % (accounts - 1)), at);
      else this.#playAround(n, at);
      if (at < nextDay) continue;
      nextDay += DAY;
      for (let k = 0; k < honestADay * (accounts - 1); k++) this.#playHonestly(1 + k, at);
    }
    return this;
  }

  /** Half of the accounts against the other half, each time differently. */
  #playAround(n: number, at: number): void {
    const { accounts } = this.#ring;
    const others = accounts - 1;
    this.#meet(0, 1 + (n % others), at);
    for (let k = 1; k < accounts / 2; k++)
      this.#meet(1 + ((n + k) % others), 1 + ((n + others - k) % others), at);
  }

  /** The leader wins; others win in turn. */
  #meet(one: number, other: number, at: number): void {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    const key = `${low} ${high}`;
    const lately = (this.#meetings.get(key) ?? []).filter((time) => at - time < REPEAT_WINDOW);
    const weight = matchWeight(lately.length, false);
    if (weight === 0) return;
    this.#meetings.set(key, [...lately, at]);
    const lowWins = low === 0 || lately.length % 2 === 0;
    const before = [this.#account(low, at), this.#account(high, at)] as const;
    const after = rateMatch(...before, lowWins ? 0 : 1, weight, at);
    this.#accounts.set(low, after[0]);
    this.#accounts.set(high, after[1]);
    if (weight === 1) this.fullMatches.push([this.nameOf(low), this.nameOf(high)]);
  }

  #playHonestly(account: number, at: number): void {
    const opponent = Math.floor(this.#random() * PLAYERS);
    const { known, strength } = this.#honest.players[opponent]!;
    const won = this.#random() < winChance(STRENGTH - strength);
    const [after] = rateMatch(this.#account(account, at), known, won ? 0 : 1, 1, at);
    this.#accounts.set(account, after);
    this.fullMatches.push([this.nameOf(account), `honest ${opponent}`]);
  }

  #account(n: number, at: number): StoredRating {
    return this.#accounts.get(n) ?? newRating(at);
  }
}
