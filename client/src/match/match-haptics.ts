/** What of a match is felt in the hand. */
import { isHere, type ViewFrame } from "../net/view-frame.ts";
import { vibrate } from "../platform/haptics.ts";

/** How long (ms). */
const HIT_SHAKE = 12;
const GOAL_SHAKE = 60;

/** Shakes for a hit and a point lost by somebody at this screen. Watchers feel nothing. */
export function vibrateFor(frame: ViewFrame): void {
  for (const event of frame.events) {
    if (event.type === "hit" && isHere(frame, event.by)) vibrate(HIT_SHAKE);
    if (event.type !== "goal") continue;
    if (isHere(frame, event.by === "own" ? "opponent" : "own")) vibrate(GOAL_SHAKE);
  }
}
