/**
 * A competition's state from the events of its log. Total: an event that does not fit, because something else
 * came first or because it comes twice, changes nothing, and the same object is returned; it need not be stored.
 * ADR 25 has the reasons.
 */
import { CAPACITY, ENTRANTS_EVER } from "@quickpong/shared/protocol/competition.ts";
import { drawCup, settle } from "./bracket.ts";
import { isIn, newEntrant, numberOf, withEntrant } from "./entrants.ts";
import type { CompetitionEvent } from "./events.ts";
import { foldCalled, foldProgress, foldResult } from "./fold-match.ts";
import { canStart, isLongerThanAllowed } from "./limits.ts";
import type { CompetitionState, Entrant } from "./state.ts";
import { MINUTE, RESTART_MOST } from "./times.ts";

type Of<T extends CompetitionEvent["type"]> = Extract<CompetitionEvent, { type: T }>;

/** Events after which a cup's next nodes may be decided without a match. */
const SETTLES: ReadonlySet<CompetitionEvent["type"]> = new Set([
  ...(["left", "removed", "started", "result", "restarted"] as const),
]);

/** The state after a whole log; throws when it does not begin with `created`. */
export function foldLog(events: Iterable<CompetitionEvent>): CompetitionState {
  let state: CompetitionState | null = null;
  for (const event of events) state = fold(state, event);
  if (!state) throw new Error("a competition without a log");
  return state;
}

/** `state`: null before the first event, which is `created`; throws when it is another. */
export function fold(state: CompetitionState | null, event: CompetitionEvent): CompetitionState {
  if (!state) {
    if (event.type !== "created") throw new Error(`a log that begins with ${event.type}`);
    return created(event);
  }
  if (state.phase === "ended") return state;
  const at = Math.max(event.at, state.at);
  const applied = apply(state, event, at);
  const next = SETTLES.has(event.type) ? settle(applied) : applied;
  return next === state ? state : { ...next, at };
}

function created({ settings, seed, at }: Of<"created">): CompetitionState {
  return {
    settings,
    seed,
    phase: "waiting",
    at,
    createdAt: at,
    startedAt: null,
    minutes: settings.kind === "arena" ? settings.minutes : 0,
    endsAt: null,
    pausedAt: null,
    resumedAt: at,
    host: { present: true, since: at },
    entrants: [],
    open: [],
    called: 0,
    results: [],
    cup: null,
    line: [],
    holder: null,
  };
}

/** `at`: the event's time, which never goes back. */
function apply(state: CompetitionState, event: CompetitionEvent, at: number): CompetitionState {
  switch (event.type) {
    case "created":
      return state;
    case "joined":
      return joined(state, event, at);
    case "left":
    case "removed":
      return gone(state, event, at);
    case "present":
    case "absent":
      return seen(state, event, at);
    case "renamed":
      return renamed(state, event);
    case "host":
      if (state.host.present === event.present) return state;
      return { ...state, host: { present: event.present, since: at } };
    case "called":
      return foldCalled(state, event, at);
    case "arrived":
    case "began":
      return foldProgress(state, event, at);
    case "result":
      return foldResult(state, event.match, event.outcome, at);
    case "restarted":
      return restarted(state, event, at);
    default:
      return course(state, event, at);
  }
}

function joined(state: CompetitionState, { entrant }: Of<"joined">, at: number): CompetitionState {
  const number = numberOf(state, entrant.key);
  const known = number === null ? undefined : (state.entrants[number] as Entrant);
  if (known?.status === "removed") return state;
  if (known?.status === "in") return seen(state, { type: "present", entrant: known.number }, at);
  if (state.cup || state.entrants.filter(isIn).length >= CAPACITY[state.settings.kind])
    return state;
  if (!known && state.entrants.length >= ENTRANTS_EVER) return state;
  const line = [...state.line, known?.number ?? state.entrants.length];
  const inLine = state.settings.kind === "winnerStays" ? { ...state, line } : state;
  if (known) {
    const back = { status: "in", present: true, missed: false, since: at } as const;
    return withEntrant(inLine, known.number, back);
  }
  const entrants = [...state.entrants, newEntrant(entrant, state.entrants.length, at)];
  return { ...inLine, entrants };
}

function gone(
  state: CompetitionState,
  { type, entrant: number }: Pick<Of<"left" | "removed">, "type" | "entrant">,
  at: number,
): CompetitionState {
  const entrant = state.entrants[number];
  const isKept = type === "removed" && entrant?.status === "left";
  if (!entrant || !(isIn(entrant) || isKept)) return state;
  const line = state.line.filter((each) => each !== number);
  // One who plays keeps the court until the result.
  const holder = state.holder === number && entrant.match === null ? null : state.holder;
  const change = { status: type, present: false, since: isKept ? entrant.since : at };
  return withEntrant({ ...state, line, holder }, number, change);
}

function seen(
  state: CompetitionState,
  { type, entrant: number }: Pick<Of<"present" | "absent">, "type" | "entrant">,
  at: number,
): CompetitionState {
  const entrant = state.entrants[number];
  if (!isIn(entrant)) return state;
  const present = type === "present";
  const missed = entrant.missed && !present;
  if (entrant.present === present && entrant.missed === missed) return state;
  return withEntrant(state, number, { present, missed, since: at });
}

function renamed(state: CompetitionState, { entrant: number, name }: Of<"renamed">) {
  const entrant = state.entrants[number];
  return !entrant || entrant.name === name ? state : withEntrant(state, number, { name });
}

/** Beginning, pauses and end. */
function course(
  state: CompetitionState,
  event: Of<"started" | "paused" | "resumed" | "timeUp" | "ended" | "extended">,
  at: number,
): CompetitionState {
  const { phase, endsAt, pausedAt } = state;
  switch (event.type) {
    case "started":
      return canStart(state) ? started(state, at) : state;
    case "paused":
      return phase === "running" ? { ...state, phase: "paused", pausedAt: at } : state;
    case "resumed": {
      if (phase !== "paused" || pausedAt === null) return state;
      const later = endsAt && endsAt + at - pausedAt;
      return { ...state, phase: "running", pausedAt: null, resumedAt: at, endsAt: later };
    }
    case "extended": {
      if (isLongerThanAllowed(state, event.minutes)) return state;
      const minutes = state.minutes + event.minutes;
      const later = endsAt && endsAt + event.minutes * MINUTE;
      const isBack = phase === "ending" && later !== null && later > at;
      return { ...state, phase: isBack ? "running" : phase, minutes, endsAt: later };
    }
    case "timeUp":
      return phase === "running" && endsAt !== null && at >= endsAt
        ? { ...state, phase: "ending" }
        : state;
    case "ended": {
      const entrants = state.entrants.map((each) => ({ ...each, match: null }));
      return { ...state, phase: "ended", open: [], entrants };
    }
  }
}

function started(state: CompetitionState, at: number): CompetitionState {
  const { kind } = state.settings;
  const endsAt = kind === "arena" ? at + state.minutes * MINUTE : null;
  const cup = kind === "cup" ? drawCup(state, at) : null;
  return { ...state, phase: "running", startedAt: at, endsAt, cup };
}

function restarted(state: CompetitionState, { lost }: Of<"restarted">, at: number) {
  const entrants = state.entrants.map((each) =>
    each.present ? { ...each, present: false, since: at } : each,
  );
  const isTimed = state.phase === "running" && state.endsAt !== null;
  const endsAt = isTimed ? state.endsAt + Math.min(RESTART_MOST, at - state.at) : state.endsAt;
  const host = state.host.present ? { present: false, since: at } : state.host;
  let next: CompetitionState = { ...state, entrants, endsAt, host, resumedAt: at };
  for (const match of lost) next = foldResult(next, match, { how: "void" }, at, true);
  return next;
}
