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
  const { entrants, phase, open } = state;
  const dues: Due[] = [];
  for (const match of open) {
    const [one, other] = [isIn(entrants[match.entrants[0]]), isIn(entrants[match.entrants[1]])];
    if (!one || !other) dues.push(resultDue(state.at, match, by(one, other)));
    else if (match.beganAt !== null)
      dues.push(resultDue(match.beganAt + MATCH_LONGEST, match, VOID));
    else if (phase === "running")
      dues.push(resultDue(comeBy(state, match), match, unplayed(match)));
  }
  return dues;
}

const VOID: MatchOutcome = { how: "void" };
const BOTH_ABSENT: MatchOutcome = { how: "bothAbsent" };
const WALKOVERS = [0, 1].map((winner) => ({ how: "walkover", winner }) as MatchOutcome);

/** The outcome of a match to which one is there at most. */
function by(one: boolean, other: boolean): MatchOutcome {
  return (one || other ? WALKOVERS[one ? 0 : 1] : undefined) ?? BOTH_ABSENT;
}

/** The outcome of a match that has not begun in time. When both had come, it was not their fault. */
function unplayed({ arrived: [one, other] }: OpenMatch): MatchOutcome {
  return one && other ? VOID : by(one, other);
}
