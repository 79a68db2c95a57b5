/** What of a match is felt in the hand. */
import type { ViewFrame } from "../net/view-frame.ts";
import { vibrate } from "../platform/haptics.ts";

/** How long (ms). */
const HIT_SHAKE = 12;
const GOAL_SHAKE = 60;

/** Shakes for an own hit and a point lost in this frame. Watchers feel nothing. */
export function vibrateFor({ events, watching }: ViewFrame): void {
  if (watching) return;
  for (const event of events) {
    if (event.type === "hit" && event.by === "own") vibrate(HIT_SHAKE);
    if (event.type === "goal" && event.by === "opponent") vibrate(GOAL_SHAKE);
  }
}
