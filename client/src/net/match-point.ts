/** Who is one point from winning. Pure. */
import type { ViewFrame, Who } from "./view-frame.ts";

/** Whether the next point of `who` ends the match. A match to one point has no such moment. */
export const hasMatchPoint = (frame: ViewFrame, who: Who): boolean =>
  frame.pointsToWin > 1 &&
  frame.phase !== "finished" &&
  frame.phase !== "waiting" &&
  frame[who].score === frame.pointsToWin - 1;

/** Whether somebody's next point ends the match. */
export const isMatchPoint = (frame: ViewFrame): boolean =>
  hasMatchPoint(frame, "own") || hasMatchPoint(frame, "opponent");
