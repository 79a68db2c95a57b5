/** The part of the fold that is about matches. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import { isIn, withEntrant } from "./entrants.ts";
import type { CompetitionEvent, MatchNumber, MatchOutcome } from "./events.ts";
import { afterMatch } from "./outcome.ts";
import type { CompetitionState, CupState, OpenMatch } from "./state.ts";
import { REPLAYS_MOST } from "./times.ts";

type Of<T extends CompetitionEvent["type"]> = Extract<CompetitionEvent, { type: T }>;

/** Results that are kept in the state. */
const RESULTS_KEPT = 10;

/** A match is called; not for somebody who has one already. */
export function foldCalled(
  state: CompetitionState,
  { match: number, entrants, points, node }: Of<"called">,
  at: number,
): CompetitionState {
  const [one, other] = entrants;
  const canPlay = (each: EntrantNumber) =>
    isIn(state.entrants[each]) && state.entrants[each].match === null;
  if (state.phase !== "running" || number !== state.called + 1) return state;
  if (one === other || !entrants.every(canPlay)) return state;
  const open: OpenMatch = {
    number,
    entrants,
    points,
    node,
    calledAt: at,
    arrived: [false, false],
    beganAt: null,
  };
  const next = {
    ...state,
    called: number,
    open: [...state.open, open],
    ...toCourt(state, entrants),
  };
  return withEntrant(withEntrant(next, one, { match: number }), other, { match: number });
}

/** Line and holder of a room for a crowd when two go to the court: a holder who is not one of them lines up. */
function toCourt(
  { line, holder }: CompetitionState,
  entrants: readonly EntrantNumber[],
): Pick<CompetitionState, "line" | "holder"> {
  const left = line.filter((each) => !entrants.includes(each));
  if (holder === null || entrants.includes(holder)) return { line: left, holder };
  return { line: [...left, holder], holder: null };
}

/** An entrant has come to a match, or both play. */
export function foldProgress(
  state: CompetitionState,
  event: Of<"arrived" | "began">,
  at: number,
): CompetitionState {
  const match = state.open.find(({ number }) => number === event.match);
  if (!match || match.beganAt !== null) return state;
  const next = progress(match, event, at);
  if (next === match) return state;
  return { ...state, open: state.open.map((each) => (each === match ? next : each)) };
}

function progress(match: OpenMatch, event: Of<"arrived" | "began">, at: number): OpenMatch {
  if (event.type === "began") return { ...match, arrived: [true, true], beganAt: at };
  const index = match.entrants.indexOf(event.entrant);
  if (index === -1 || match.arrived[index]) return match;
  const [one, other] = match.arrived;
  return { ...match, arrived: index === 0 ? [true, other] : [one, true] };
}

/** A match has its result. `byRestart`: its process was stopped, which no cup counts as a replay. */
export function foldResult(
  state: CompetitionState,
  number: MatchNumber,
  outcome: MatchOutcome,
  at: number,
  byRestart = false,
): CompetitionState {
  const match = state.open.find((each) => each.number === number);
  if (!match) return state;
  const finished = { number, entrants: match.entrants, outcome, at };
  const next = {
    ...afterMatch(state, match, outcome, at),
    open: state.open.filter((each) => each !== match),
    results:
      outcome.how === "void" ? state.results : [...state.results.slice(1 - RESULTS_KEPT), finished],
  };
  if (state.cup) return { ...next, cup: afterCupMatch(state.cup, match, outcome, at, byRestart) };
  return state.settings.kind === "winnerStays" ? offCourt(next, match, outcome) : next;
}

function afterCupMatch(
  cup: CupState,
  { node, entrants }: OpenMatch,
  outcome: MatchOutcome,
  at: number,
  byRestart: boolean,
): CupState {
  const nodes = cup.nodes.slice();
  if (outcome.how === "won" || outcome.how === "walkover") nodes[node] = entrants[outcome.winner];
  else if (outcome.how === "bothAbsent") nodes[node] = "nobody";
  else {
    const times = (cup.replays[node]?.times ?? 0) + (byRestart ? 0 : 1);
    if (times >= REPLAYS_MOST) nodes[node] = betterSeed(cup, entrants);
    return { ...cup, nodes, replays: { ...cup.replays, [node]: { times, at } } };
  }
  return { ...cup, nodes };
}

function betterSeed({ seeds }: CupState, [one, other]: OpenMatch["entrants"]): EntrantNumber {
  return seeds.indexOf(one) < seeds.indexOf(other) ? one : other;
}

/** Who stays on the court, and where the others line up. */
function offCourt(
  state: CompetitionState,
  { entrants }: OpenMatch,
  outcome: MatchOutcome,
): CompetitionState {
  const [one, other] = entrants;
  const isInIt = (each: EntrantNumber) => isIn(state.entrants[each]);
  const arrange = (holder: EntrantNumber | null, front: EntrantNumber[], end: EntrantNumber[]) => ({
    ...state,
    holder: holder !== null && isInIt(holder) ? holder : null,
    line: [...front.filter(isInIt), ...state.line, ...end.filter(isInIt)],
  });
  switch (outcome.how) {
    case "won":
    case "walkover":
      return arrange(entrants[outcome.winner], [], [entrants[1 - outcome.winner] as number]);
    case "drawn":
      // The first of the two has been on the court for longer.
      return arrange(other, [], [one]);
    case "bothAbsent":
      return arrange(null, [], [one, other]);
    case "void":
      return state.holder === one ? arrange(one, [other], []) : arrange(null, [one, other], []);
  }
}
