/** Ratings as they are shown. */
import type { ShownRating } from "@quickpong/shared/protocol/players.ts";
import { isProvisional, type KnownStrength } from "./rating.ts";

/** Rounded, and with a question mark as long as it is unsure. */
export const shownRating = (strength: KnownStrength): ShownRating => ({
  rating: Math.round(strength.rating),
  provisional: isProvisional(strength),
});
