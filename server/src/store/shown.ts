/** What a match has changed, as it is shown. */
import type { RatingChange } from "@quickpong/shared/protocol/players.ts";
import { shownRating } from "../rating/shown-rating.ts";
import type { SeatTable } from "./tables.ts";

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
    before: shownRating({ rating: rating_before, deviation: deviation_before }),
    after: shownRating({ rating: rating_after, deviation: deviation_after }),
  };
}
