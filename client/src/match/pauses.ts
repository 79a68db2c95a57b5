/** Lets a match's clock rest for as long as there is a reason. */
import type { MatchClock } from "./match-clock.ts";
import type { PauseReason } from "./match-in-page.ts";

/** Returns what to call when a reason comes and goes. */
export function createPauses(clock: MatchClock): (reason: PauseReason, on: boolean) => void {
  const reasons = new Set<PauseReason>();
  return (reason, on) => {
    if (on === reasons.has(reason)) return;
    if (on) reasons.add(reason);
    else reasons.delete(reason);
    clock.rest(reasons.size > 0);
  };
}
