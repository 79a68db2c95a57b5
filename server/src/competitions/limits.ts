/** What is allowed when. */
import { ARENA_LONGEST, FEWEST } from "@quickpong/shared/protocol/competition.ts";
import { isReady } from "./entrants.ts";
import type { CompetitionState } from "./state.ts";

/** Whether a competition can begin: it waits, and enough entrants are there. */
export function canStart({ phase, entrants, settings }: CompetitionState): boolean {
  return phase === "waiting" && entrants.filter(isReady).length >= FEWEST[settings.kind];
}

/** Whether an arena may not become so much longer, or is none. */
export const isLongerThanAllowed = ({ settings, minutes }: CompetitionState, more: number) =>
  settings.kind !== "arena" || minutes + more > ARENA_LONGEST;
