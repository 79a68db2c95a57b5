/** What falls due in a running cup. */
import { playable, roundsLeft } from "./bracket.ts";
import { type Due, once } from "./due.ts";
import { isReady } from "./entrants.ts";
import type { Happening } from "./events.ts";
import type { CompetitionState, CupState } from "./state.ts";
import { REPLAY_AFTER, RETURN } from "./times.ts";

/** The next matches are called at once; a cup whose last node is decided ends. */
export function cupDues(state: CompetitionState): Due[] {
  const { cup } = state;
  if (!cup) return [];
  if (cup.nodes[1] !== null) return [once(state.at, "ended")];
  const uncalled = playable(cup).filter(
    ({ node }) => !state.open.some((each) => each.node === node),
  );
  return uncalled.map(({ node, entrants }): Due => {
    const call = { type: "called", match: state.called + 1, entrants, node } as const;
    const happens = (): Happening[] => [{ ...call, points: pointsFor(state, node) }];
    const areBack = entrants.every((each) => isReady(state.entrants[each]));
    const back = areBack ? state.at : state.resumedAt + RETURN;
    return { at: Math.max(back, replayedAt(cup, node)), happens };
  });
}

/** When the match for a node is called again after it came to nothing: later each time. */
function replayedAt({ replays }: CupState, node: number): number {
  const { times, at } = replays[node] ?? { times: 0, at: 0 };
  return times === 0 ? at : at + REPLAY_AFTER * 2 ** (times - 1);
}

/** Points that win the match for a node. */
function pointsFor({ settings }: CompetitionState, node: number): number {
  if (settings.kind !== "cup") return settings.points;
  const left = roundsLeft(node);
  return left === 0 ? settings.final : left === 1 ? settings.semiFinal : settings.points;
}
