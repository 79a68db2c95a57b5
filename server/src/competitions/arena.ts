/** What falls due in an arena. */
import { type Due, once, resultDue } from "./due.ts";
import type { Happening } from "./events.ts";
import { pairingDue, pairsAt } from "./pairing.ts";
import type { CompetitionState } from "./state.ts";
import { OVERTIME } from "./times.ts";

/** Pairs, until its time is over. */
export function arenaDues(state: CompetitionState): Due[] {
  const { endsAt } = state;
  if (endsAt === null) return [];
  const at = pairingDue(state);
  if (at >= endsAt) return [once(endsAt, "timeUp")];
  // Asked for late: no match may be called after the end.
  return [{ at, happens: (now) => (now < endsAt ? calls(state, now) : [{ type: "timeUp" }]) }];
}

/** After its time: matches that have not begun are dropped, those that have are finished, and it ends. */
export function lastDues({ open, at, endsAt }: CompetitionState): Due[] {
  const notBegun = open.filter(({ beganAt }) => beganAt === null);
  const dropped = notBegun.map((match) => resultDue(at, match, { how: "void" }));
  const end = open.length === 0 ? at : (endsAt ?? at) + OVERTIME;
  return [...dropped, once(end, "ended")];
}

function calls(state: CompetitionState, now: number): Happening[] {
  return pairsAt(state, now).map(([one, other], i) => ({
    type: "called",
    match: state.called + 1 + i,
    entrants: [one.number, other.number],
    points: state.settings.points,
    node: 0,
  }));
}
