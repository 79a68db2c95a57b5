/** What pages are shown of a competition. */
import type {
  Bracket,
  CompetitionView,
  MatchView,
  OwnState,
  OwnView,
  ResultView,
  TableRow,
} from "@quickpong/shared/protocol/competition-view.ts";
import { isOut } from "./bracket.ts";
import type { Asking } from "./commands.ts";
import { isIn, isReady } from "./entrants.ts";
import type { MatchNumber } from "./events.ts";
import { comeBy } from "./match-dues.ts";
import { type Standing, standings } from "./standings.ts";
import type { CompetitionState, Entrant, FinishedMatch, OpenMatch } from "./state.ts";
import { TO_COME } from "./times.ts";

/** What the log does not know of a match that is being played. */
export interface Live {
  /** Entrant by entrant. */
  readonly score: readonly [number, number];
  /** To watch it by; "" while it can't be. */
  readonly watch: string;
}

/** What everybody sees at `now` (ms since 1970). `live`: of the matches that are being played, by number. */
export function viewOf(
  state: CompetitionState,
  code: string,
  live: ReadonlyMap<MatchNumber, Live>,
  now: number,
): CompetitionView {
  const { settings, phase, entrants, host, line, open, results } = state;
  return {
    code,
    settings,
    phase,
    entrants: entrants.filter(isIn).length,
    present: entrants.filter((each) => isIn(each) && each.present).length,
    endsIn: endsIn(state, now),
    hostHere: host.present,
    table: standings(state).map((each) => rowOf(state, each)),
    bracket: bracketOf(state),
    line: [...line],
    matches: open.map((match) => matchView(state, match, live.get(match.number), now)),
    results: results.map((each) => resultView(each, now)).reverse(),
  };
}

/** What one page sees of itself at `now` (ms since 1970). */
export function ownViewOf(state: CompetitionState, by: Asking, now: number): OwnView {
  const own = by.entrant === null ? undefined : state.entrants[by.entrant];
  const match = state.open.find(({ number }) => number === own?.match);
  const isCalled = match && match.beganAt === null;
  return {
    entrant: own?.number ?? null,
    state: ownState(state, own, match),
    match: match?.number ?? null,
    opponent: match?.entrants.find((each) => each !== own?.number) ?? null,
    comeIn: isCalled ? comeIn(state, match, now) : 0,
    host: by.isHost,
    ahead: aheadOf(state, own),
    removed: own?.status === "removed",
  };
}

function ownState(
  { cup }: CompetitionState,
  own: Entrant | undefined,
  match: OpenMatch | undefined,
): OwnState {
  if (!own) return "watching";
  if (own.status !== "in") return "left";
  if (match) return match.beganAt === null ? "called" : "playing";
  if (cup && isOut(cup, own.number)) return "out";
  return own.missed ? "missed" : "waiting";
}

/** Of those who are there, whose turn is before this one's. */
function aheadOf({ line, entrants }: CompetitionState, own: Entrant | undefined): number | null {
  const place = own ? line.indexOf(own.number) : -1;
  return place === -1
    ? null
    : line.slice(0, place).filter((each) => isReady(entrants[each])).length;
}

function endsIn({ endsAt, pausedAt }: CompetitionState, now: number): number | null {
  return endsAt === null ? null : Math.max(0, endsAt - (pausedAt ?? now));
}

function rowOf({ settings, cup }: CompetitionState, { entrant, place }: Standing): TableRow {
  const { number, name, bot, won, drawn, lost, streak, match, present } = entrant;
  const isOver = !isIn(entrant) || (cup !== null && isOut(cup, number));
  return {
    entrant: number,
    name,
    bot,
    place,
    points: settings.kind === "arena" ? entrant.points : won,
    won,
    drawn,
    lost,
    streak,
    playing: match !== null,
    present: present && isIn(entrant),
    out: isOver,
  };
}

function bracketOf({ cup }: CompetitionState): Bracket | null {
  return cup && { size: cup.size, nodes: [...cup.nodes] };
}

function matchView(
  state: CompetitionState,
  match: OpenMatch,
  live: Live | undefined,
  now: number,
): MatchView {
  const { number, entrants, points, node, beganAt } = match;
  const [one, other] = live?.score ?? [0, 0];
  return {
    match: number,
    entrants: [...entrants],
    points,
    node,
    running: beganAt !== null,
    comeIn: beganAt === null ? comeIn(state, match, now) : 0,
    score: [one, other],
    watch: live?.watch ?? "",
  };
}

/** A pause begins the time to come anew, so nothing of it passes meanwhile. */
function comeIn(state: CompetitionState, match: OpenMatch, now: number): number {
  const whole = TO_COME[state.settings.kind];
  if (state.phase === "paused") return whole;
  return Math.min(whole, Math.max(0, comeBy(state, match) - now));
}

function resultView({ number, entrants, outcome, at }: FinishedMatch, now: number): ResultView {
  const winner = "winner" in outcome ? entrants[outcome.winner] : null;
  const [one, other] = "score" in outcome ? outcome.score : [0, 0];
  return {
    match: number,
    entrants: [...entrants],
    winner,
    score: [one, other],
    how: "score" in outcome ? "played" : "absent",
    ago: Math.max(0, now - at),
  };
}
