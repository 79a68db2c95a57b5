/** Rating systems to compare, behind one type. */
import {
  newRating,
  rateMatch,
  ratingAt,
  type StoredRating,
} from "@quickpong/server/rating/rating.ts";

/** What a system keeps of a player is `T`. */
export interface RatingSystem<T> {
  name: string;
  newcomer(at: number): T;
  /** Both players after the first has won, or lost. */
  afterMatch(a: T, b: T, won: boolean, weight: number, at: number): [T, T];
  rating(player: T): number;
  /** NaN in systems that don't say how sure they are. */
  deviation(player: T, at: number): number;
}

export const QUICKPONG: RatingSystem<StoredRating> = {
  name: "Quickpong (Glicko-2)",
  newcomer: newRating,
  afterMatch: (a, b, won, weight, at) => rateMatch(a, b, won ? 0 : 1, weight, at),
  rating: ({ rating }) => rating,
  deviation: (player, at) => ratingAt(player, at).deviation,
};

interface EloPlayer {
  rating: number;
  games: number;
}

/** Elo's system; `k` is what a sure loss that was won brings, after so many games. It knows no weights. */
export const elo = (name: string, k: (games: number) => number): RatingSystem<EloPlayer> => ({
  name,
  newcomer: () => ({ rating: 1500, games: 0 }),
  afterMatch(a, b, won) {
    const surplus = (won ? 1 : 0) - winChance(a.rating - b.rating);
    return [
      { rating: a.rating + k(a.games) * surplus, games: a.games + 1 },
      { rating: b.rating - k(b.games) * surplus, games: b.games + 1 },
    ];
  },
  rating: ({ rating }) => rating,
  deviation: () => Number.NaN,
});

export const ELO_32 = elo("Elo, K 32", () => 32);
export const ELO_FALLING = elo("Elo, K max(24, 800/(n + 8))", (games) =>
  Math.max(24, 800 / (games + 8)),
);

/** The chance to win by a lead on Elo's scale. */
export const winChance = (lead: number): number => 1 / (1 + 10 ** (-lead / 400));
