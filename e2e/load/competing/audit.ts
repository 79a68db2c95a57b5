/** What the log of a competition shows: how long entrants waited, and whether everything was as it should be. */
import { isFree, waitsSince } from "@quickpong/server/competitions/entrants.ts";
import type { CompetitionEvent, MatchOutcome } from "@quickpong/server/competitions/events.ts";
import { fold } from "@quickpong/server/competitions/fold.ts";
import type { CompetitionState } from "@quickpong/server/competitions/state.ts";

/** Who waits for longer although a partner does as well is stuck (ms). */
export const STUCK_AFTER = 30_000;

export interface Audit {
  events: number;
  called: number;
  /** Matches by outcome. */
  outcomes: Record<MatchOutcome["how"], number>;
  /** Times that the log went on elsewhere. */
  restarts: number;
  /** Entrants who were called to a match while they had another. */
  doublePairings: number;
  /** Entrants who waited for too long while somebody else did as well. */
  stuck: number;
  waitSecondsP50: number | null;
  waitSecondsP99: number | null;
  /** The fold's table is what a plain count of the log's results makes of it; only an arena's is counted. */
  pointsEqual: boolean;
  ended: boolean;
}

/** Looks through a log. */
export function auditOf(events: readonly CompetitionEvent[]): Audit {
  const outcomes = { won: 0, drawn: 0, walkover: 0, bothAbsent: 0, void: 0 };
  const waits: number[] = [];
  const stuck = new Set<number>();
  const busy = new BusyEntrants();
  let state: CompetitionState | null = null;
  for (const event of events) {
    if (state) for (const each of stuckAt(state, event.at)) stuck.add(each);
    if (state && event.type === "called") waits.push(...waitsOf(state, event));
    if (event.type === "result") outcomes[event.outcome.how]++;
    busy.take(event);
    state = fold(state, event);
  }
  const sorted = waits.toSorted((a, b) => a - b);
  return {
    events: events.length,
    called: state?.called ?? 0,
    outcomes,
    restarts: events.filter(({ type }) => type === "restarted").length,
    doublePairings: busy.doubles,
    stuck: stuck.size,
    waitSecondsP50: quantile(sorted, 0.5),
    waitSecondsP99: quantile(sorted, 0.99),
    pointsEqual: state !== null && pointsAreEqual(state, events),
    ended: state?.phase === "ended",
  };
}

/** Matches and entrants by the events alone. */
class BusyEntrants {
  doubles = 0;
  readonly #matches = new Map<number, readonly number[]>();

  take(event: CompetitionEvent): void {
    if (event.type === "called") {
      const busy = new Set([...this.#matches.values()].flat());
      this.doubles += event.entrants.filter((each) => busy.has(each)).length;
      this.#matches.set(event.match, event.entrants);
    }
    if (event.type === "result") this.#matches.delete(event.match);
    if (event.type === "restarted") for (const match of event.lost) this.#matches.delete(match);
  }
}

/** How long the two have waited who are called (s): in an arena, for in a cup one waits for those who play. */
function waitsOf(
  state: CompetitionState,
  { entrants, at }: CompetitionEvent & { type: "called" },
): number[] {
  if (state.settings.kind !== "arena") return [];
  return entrants.flatMap((each) => {
    const entrant = state.entrants[each];
    return entrant ? [Math.max(0, at - waitsSince(state, entrant)) / 1000] : [];
  });
}

/** Entrants of an arena who have waited for too long at `at`, when there are two at least. */
function stuckAt(state: CompetitionState, at: number): number[] {
  if (state.settings.kind !== "arena" || state.phase !== "running") return [];
  const long = state.entrants.filter(
    (each) => isFree(each) && at - waitsSince(state, each) > STUCK_AFTER,
  );
  return long.length >= 2 ? long.map(({ number }) => number) : [];
}

/** Arena: 2 for a win and 1 for a draw, doubled from the third win in a row on, until one is not won. */
function pointsAreEqual(state: CompetitionState, events: readonly CompetitionEvent[]): boolean {
  if (state.settings.kind !== "arena") return true;
  const points = state.entrants.map(() => 0);
  const streaks = state.entrants.map(() => 0);
  const matches = new Map<number, readonly [number, number]>();
  const score = (entrant: number, gained: 0 | 1 | 2) => {
    const streak = streaks[entrant] ?? 0;
    points[entrant] = (points[entrant] ?? 0) + gained * (streak >= 2 ? 2 : 1);
    streaks[entrant] = gained === 2 ? streak + 1 : 0;
  };
  for (const event of events) {
    if (event.type === "called") matches.set(event.match, event.entrants);
    if (event.type !== "result" || event.outcome.how === "void") continue;
    const pair = matches.get(event.match);
    // A result counts once.
    matches.delete(event.match);
    for (const [index, entrant] of (pair ?? []).entries())
      score(entrant, gainOf(event.outcome, index));
  }
  return state.entrants.every(({ number, points: own }) => own === points[number]);
}

function gainOf(outcome: MatchOutcome, index: number): 0 | 1 | 2 {
  if ("winner" in outcome) return outcome.winner === index ? 2 : 0;
  return outcome.how === "drawn" ? 1 : 0;
}

/** Of sorted values; null for none. */
const quantile = (sorted: readonly number[], share: number): number | null =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
