/** Whether a match between two people counts for their ratings, as far as its end says (RATED-1 to 3). */
import type { MatchSummary } from "./match-port.ts";

type End = Pick<MatchSummary, "reason" | "winner" | "bothHit" | "stalled">;

/** Players who are gone before both have hit the ball have not shown how they play. */
export function countsForRatings({ reason, winner, bothHit, stalled }: End): boolean {
  if (stalled) return false;
  switch (reason) {
    case "score":
    case "timeout":
      return true;
    case "left":
    case "absent":
    case "idle":
      return winner !== null && bothHit;
    case "void":
    case "interrupted":
      return false;
  }
}
