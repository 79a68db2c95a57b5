/** Ratings as they are shown. */
import type { RatingChange, ShownRating } from "@quickpong/shared/protocol/players.ts";
import { isProvisional, type Rating } from "../rating/rating.ts";
import type { SeatTable } from "./tables.ts";

export const shown = (rating: Pick<Rating, "rating" | "deviation">): ShownRating => ({
  rating: Math.round(rating.rating),
  provisional: isProvisional(rating),
});

type Rated = Pick<
  SeatTable,
  "rating_before" | "deviation_before" | "rating_after" | "deviation_after"
>;

/** What a match changed for one side; null when it was not rated. */
export function shownChange(seat: Rated): RatingChange | null {
  const { rating_before, deviation_before, rating_after, deviation_after } = seat;
  if (rating_before === null || deviation_before === null) return null;
  if (rating_after === null || deviation_after === null) return null;
  return {
    before: shown({ rating: rating_before, deviation: deviation_before }),
    after: shown({ rating: rating_after, deviation: deviation_after }),
  };
}
