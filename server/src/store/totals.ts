/** What a player's matches come to. Pure: the same fold makes the sums and the rating of the player's row. */
import type { PlayedMatch } from "@quickpong/shared/protocol/players.ts";
import { newRating, rateSide, type StoredRating } from "../rating/rating.ts";
import type { MatchTable, PlayerRow, SeatTable } from "./tables.ts";

/** The part of a player's row that the matches make. */
export type Totals = Pick<
  PlayerRow,
  | "rating"
  | "deviation"
  | "volatility"
  | "rated_at"
  | "rated"
  | "played"
  | "won"
  | "lost"
  | "drawn"
  | "longest_rally"
  | "top_speed"
>;

/** What a side of a match brings to its player. */
export type PlayedSide = Pick<
  MatchTable,
  "kind" | "reason" | "winner" | "ended_at" | "longest_rally" | "top_speed" | "weight"
> &
  Pick<SeatTable, "side" | "opponent_rating" | "opponent_deviation">;

/** Of somebody who has not played yet: nothing is known, whatever the time. */
export function noTotals(): Totals {
  const { rating, deviation, volatility, ratedAt } = newRating(0);
  const sums = { rated: 0, played: 0, won: 0, lost: 0, drawn: 0, longest_rally: 0, top_speed: 0 };
  return { rating, deviation, volatility, rated_at: ratedAt, ...sums };
}

/** The totals after one more match. */
export function afterMatch(totals: Totals, side: PlayedSide): Totals {
  const result = resultOf(side);
  // Hits against a wall are no match.
  if (result === "void" || side.kind === "daily") return totals;
  const counts = Number(side.kind === "public");
  return {
    ...totals,
    ...ratingColumns(rated(totals, side, result)),
    rated: totals.rated + Number(isRated(side)),
    played: totals.played + 1,
    won: totals.won + (result === "won" ? counts : 0),
    lost: totals.lost + (result === "lost" ? counts : 0),
    drawn: totals.drawn + (result === "drawn" ? counts : 0),
    longest_rally: Math.max(totals.longest_rally, side.longest_rally),
    top_speed: Math.max(totals.top_speed, side.top_speed),
  };
}

const isRated = ({ opponent_rating, weight }: PlayedSide): boolean =>
  opponent_rating !== null && weight > 0;

const SCORES = { won: 1, drawn: 0.5, lost: 0 } as const;

function rated(totals: Totals, side: PlayedSide, result: keyof typeof SCORES): StoredRating {
  const own = ratingOf(totals);
  const { opponent_rating: rating, opponent_deviation: deviation } = side;
  if (!isRated(side) || rating === null || deviation === null) return own;
  return rateSide(own, { rating, deviation }, SCORES[result], side.weight, side.ended_at);
}

/** How a match ended for one side of it. A tie is one that time has ended. */
export function resultOf({
  winner,
  reason,
  side,
}: Pick<PlayedSide, "winner" | "reason" | "side">): PlayedMatch["result"] {
  if (reason === "void" || reason === "interrupted") return "void";
  if (winner !== null) return winner === side ? "won" : "lost";
  return reason === "timeout" ? "drawn" : "void";
}

/** As the rating's own module takes it. */
export const ratingOf = ({ rating, deviation, volatility, rated_at }: Totals): StoredRating => ({
  rating,
  deviation,
  volatility,
  ratedAt: rated_at,
});

const ratingColumns = ({ rating, deviation, volatility, ratedAt }: StoredRating) => ({
  rating,
  deviation,
  volatility,
  rated_at: ratedAt,
});
