/** What falls due for matches that are called or being played, alike in all competitions. */
import { type Due, resultDue } from "./due.ts";
import { isIn } from "./entrants.ts";
import type { MatchOutcome } from "./events.ts";
import type { CompetitionState, OpenMatch } from "./state.ts";
import { MATCH_LONGEST, TO_COME } from "./times.ts";

/** When a called match is decided without those who have not come (ms since 1970). A pause begins it anew. */
export function comeBy(state: CompetitionState, { calledAt }: OpenMatch): number {
  return Math.max(calledAt, state.resumedAt) + TO_COME[state.settings.kind];
}

/** Walkovers over entrants who did not come or are gone, and matches that nobody hears of any more. */
export function matchDues(state: CompetitionState): Due[] {
  return state.open.flatMap((match) => {
    const outcome = goneFrom(state, match);
    if (outcome) return [resultDue(state.at, match, outcome)];
    if (match.beganAt !== null) return [resultDue(match.beganAt + MATCH_LONGEST, match, VOID)];
    return state.phase === "running"
      ? [resultDue(comeBy(state, match), match, unplayed(match))]
      : [];
  });
}

const VOID: MatchOutcome = { how: "void" };

/** The outcome when one has left the competition, or both have; null when neither has. */
function goneFrom({ entrants }: CompetitionState, match: OpenMatch): MatchOutcome | null {
  const [one, other] = match.entrants.map((each) => isIn(entrants[each]));
  if (one && other) return null;
  return one || other ? { how: "walkover", winner: one ? 0 : 1 } : { how: "bothAbsent" };
}

/** The outcome of a match that has not begun in time. When both had come, it was not their fault. */
function unplayed({ arrived: [one, other] }: OpenMatch): MatchOutcome {
  if (one && other) return VOID;
  return one || other ? { how: "walkover", winner: one ? 0 : 1 } : { how: "bothAbsent" };
}
