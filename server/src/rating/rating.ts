/**
 * A player's rating as the game keeps it: Glicko-2 after every match, as lichess does. The deviation grows
 * with time, not with matches. Pure: time is an argument (ms since 1970).
 */
import { growDeviation, type Rating, rateGames } from "./glicko.ts";

export type { Rating } from "./glicko.ts";

/** A rating as it is stored: as of the last rated match. */
export interface StoredRating extends Rating {
  /** When the deviation was what it says (ms since 1970). */
  ratedAt: number;
}

/** What others need to know of a player's rating. */
export type KnownStrength = Pick<Rating, "rating" | "deviation">;

const START: Rating = { rating: 1500, deviation: 350, volatility: 0.06 };
const LOWEST_RATING = 400;
/** Also what one match can change at most. */
const MOST_GAINED = 700;
const LEAST_DEVIATION = 45;
/** Nobody is known less than a newcomer. */
const MOST_DEVIATION = START.deviation;
const MOST_VOLATILITY = 0.1;
/** From this deviation on a rating is shown with a question mark. */
const PROVISIONAL_DEVIATION = 110;
const DAY = 86_400_000;
/** So that a deviation of 60 is 110 after a year. */
const PERIODS_A_DAY = 0.21436;

/** Earlier matches of the same two are counted for so long (ms). */
export const REPEAT_WINDOW = DAY;
/** So many matches of the same two within the window count in full, and as many more half. */
const MATCHES_EACH = 3;

/** What a player starts with. */
export function newRating(at: number): StoredRating {
  return { ...START, ratedAt: at };
}

/** The rating at a later time: the deviation has grown. The same as stored when the clock has gone back. */
export function ratingAt(stored: StoredRating, at: number): Rating {
  const { rating, volatility } = stored;
  const periods = (Math.max(0, at - stored.ratedAt) / DAY) * PERIODS_A_DAY;
  const deviation = growDeviation(stored, periods);
  return { rating, deviation: clamp(deviation, LEAST_DEVIATION, MOST_DEVIATION), volatility };
}

/** Whether too little is known, or too long ago. */
export function isProvisional({ deviation }: Pick<Rating, "deviation">): boolean {
  return deviation >= PROVISIONAL_DEVIATION;
}

/**
 * Both ratings after a match that ended at `at`, each from the other's rating before it.
 *
 * @param winner 0 for left, 1 for right, null for a draw.
 * @param weight of `matchWeight`; with 0 both stay as they are.
 */
export function rateMatch(
  left: StoredRating,
  right: StoredRating,
  winner: 0 | 1 | null,
  weight: number,
  at: number,
): [StoredRating, StoredRating] {
  const score = winner === null ? 0.5 : 1 - winner;
  return [
    rateSide(left, ratingAt(right, at), score, weight, at),
    rateSide(right, ratingAt(left, at), 1 - score, weight, at),
  ];
}

/**
 * One side of `rateMatch`, for a player whose matches are rated again from their records.
 *
 * @param opponent as `ratingAt` the match's end.
 * @param score 1 for a win, 1/2 for a draw, 0 for a loss.
 */
export function rateSide(
  own: StoredRating,
  opponent: KnownStrength,
  score: number,
  weight: number,
  at: number,
): StoredRating {
  if (weight === 0) return own;
  const rated = rateGames(ratingAt(own, at), [{ opponent, score, weight }]);
  const gained = clamp(rated.rating - own.rating, -MOST_GAINED, MOST_GAINED);
  return {
    rating: Math.max(LOWEST_RATING, own.rating + gained),
    deviation: clamp(rated.deviation, LEAST_DEVIATION, MOST_DEVIATION),
    volatility: Math.min(rated.volatility, MOST_VOLATILITY),
    ratedAt: Math.max(own.ratedAt, at),
  };
}

/**
 * How many matches a match counts for. Players who meet again and again, or share an address, could pass
 * rating to each other.
 *
 * @param earlier matches of the same two within REPEAT_WINDOW before this one that counted.
 */
export function matchWeight(earlier: number, sameAddress: boolean): number {
  const repeated = earlier < MATCHES_EACH ? 1 : earlier < 2 * MATCHES_EACH ? 0.5 : 0;
  return sameAddress ? repeated / 2 : repeated;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
