/** A phone shakes a little in the hand. */
import type { ViewFrame } from "../net/view-frame.ts";

/** How long (ms). */
const HIT_SHAKE = 12;
const GOAL_SHAKE = 60;

/** Firefox and Safari can't, even where a library has left the name in `navigator`. */
export const canVibrate = (): boolean => typeof navigator.vibrate === "function";

/** For an own hit and a point lost in this frame. */
export function shake({ events }: ViewFrame): void {
  if (!canVibrate()) return;
  for (const event of events) {
    if (event.type === "hit" && event.by === "own") navigator.vibrate(HIT_SHAKE);
    if (event.type === "goal" && event.by === "opponent") navigator.vibrate(GOAL_SHAKE);
  }
}
