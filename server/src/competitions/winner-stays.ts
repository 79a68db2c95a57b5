/** What falls due in a room for a crowd: who goes to the court. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { Due } from "./due.ts";
import { isReady } from "./entrants.ts";
import type { CompetitionState } from "./state.ts";
import { BETWEEN, HOLDER_RETURN } from "./times.ts";

/** The next match, some seconds after the last one. */
export function lineDues(state: CompetitionState): Due[] {
  const { entrants, line, holder, open } = state;
  if (open.length > 0) return [];
  const stays = holder === null ? undefined : entrants[holder];
  const [first, second] = line.filter((each) => isReady(entrants[each]));
  if (first === undefined) return [];
  if (stays && isReady(stays)) return [callDue(state, state.at, [stays.number, first])];
  if (second === undefined) return [];
  const at = stays ? stays.since + HOLDER_RETURN : state.at;
  return [callDue(state, at, [first, second])];
}

/** A call at `at`, or later when the last match is just over. */
function callDue(
  state: CompetitionState,
  at: number,
  entrants: [EntrantNumber, EntrantNumber],
): Due {
  const { startedAt, resumedAt, settings, called } = state;
  const over = Math.max(startedAt ?? 0, resumedAt, lastPlayed(state)) + BETWEEN;
  const match = { match: called + 1, entrants, points: settings.points, node: 0 };
  return { at: Math.max(over, at), happens: () => [{ type: "called", ...match }] };
}

const lastPlayed = ({ entrants }: CompetitionState): number =>
  Math.max(0, ...entrants.map((each) => (each.playedAt > each.joinedAt ? each.playedAt : 0)));
