/** When a match opens: names are shown instead of the score. Pure. */
import type { ViewFrame } from "./view-frame.ts";

/** Before the first serve of a match. */
export const isOpening = (frame: ViewFrame): boolean =>
  frame.own.score + frame.opponent.score === 0 &&
  (frame.phase === "waiting" || (frame.phase === "countdown" && frame.rally === 0));
