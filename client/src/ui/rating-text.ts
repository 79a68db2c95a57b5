/** How ratings are written. Pure. */
import type { RatingChange, ShownRating } from "@quickpong/shared/protocol/players.ts";

const MINUS = "\u2212";

/** "1532", or "1532?" while it may be far off. */
export const ratingText = ({ rating, provisional }: ShownRating): string =>
  provisional ? `${rating}?` : String(rating);

/** "+12", "−3", "±0". */
export function changeText({ before, after }: RatingChange): string {
  const change = after.rating - before.rating;
  if (change === 0) return "±0";
  return change > 0 ? `+${change}` : `${MINUS}${-change}`;
}
