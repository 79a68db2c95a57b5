/**
 * Rings of accounts that lose to one of them on purpose, beside players who play honestly. A ring is assumed
 * to be paired with itself every time, which only an empty server does.
 */
import {
  matchWeight,
  newRating,
  REPEAT_WINDOW,
  rateMatch,
  type StoredRating,
} from "@quickpong/server/rating/rating.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { winChance } from "./systems.ts";

/** A match and the way to the next one (ms). */
export const MATCH = 100_000;
export const HOUR = 3_600_000;
const SETTLED_DEVIATION = 60;
/** Honest players differ: so many of each are taken together. */
const HONEST_RUNS = 100;

/** What an account has gained since it began with 1500, and in how many matches that counted. */
export interface Gain {
  gained: number;
  counted: number;
}

export interface Ring {
  /** Accounts, the one that gains among them; Infinity for a new one each time. */
  accounts: number;
  sameAddress: boolean;
}

/** An account with 1500: new, or after many matches. */
const account = (settled: boolean): StoredRating => ({
  ...newRating(0),
  ...(settled && { deviation: SETTLED_DEVIATION }),
});

/** A ring plays for `duration` (ms), all accounts new or all settled; the others lose to one in turn. */
export function boost(ring: Ring, settled: boolean, duration: number): Gain {
  let leader = account(settled);
  let counted = 0;
  const others: { rating: StoredRating; met: number[] }[] = [];
  for (let at = MATCH, n = 0; at <= duration; at += MATCH, n++) {
    const turn = n % (ring.accounts - 1);
    const other = others[turn] ?? { rating: { ...account(settled), ratedAt: at }, met: [] };
    others[turn] = other;
    const lately = other.met.filter((time) => at - time < REPEAT_WINDOW);
    const weight = matchWeight(lately.length, ring.sameAddress);
    if (weight === 0) continue;
    other.met = [...lately, at];
    [leader, other.rating] = rateMatch(leader, other.rating, 0, weight, at);
    counted++;
  }
  return { gained: leader.rating - 1500, counted };
}

/** An honest player of `strength` against settled ones of the same rating, whom none meets twice. */
export function playHonestly(strength: number, settled: boolean, duration: number): Gain {
  const random = randomFrom(1);
  let gained = 0;
  for (let run = 0; run < HONEST_RUNS; run++) {
    let own = account(settled);
    for (let at = MATCH; at <= duration; at += MATCH) {
      const other = { ...account(true), rating: own.rating, ratedAt: at };
      const won = random() < winChance(strength - other.rating);
      [own] = rateMatch(own, other, won ? 0 : 1, 1, at);
    }
    gained += (own.rating - 1500) / HONEST_RUNS;
  }
  return { gained, counted: Math.floor(duration / MATCH) };
}
