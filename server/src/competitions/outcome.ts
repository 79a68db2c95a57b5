/** What a result does to the two who have played. */
import type { EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { MatchOutcome } from "./events.ts";
import type { CompetitionState, Entrant, OpenMatch } from "./state.ts";

/** Points of an arena; twice as many after two wins in a row. */
const WIN = 2;
const DRAW = 1;
const STREAK = 2;

/** What an entrant's next result is multiplied by in an arena. */
export const factorOf = (streak: number): 1 | 2 => (streak >= STREAK ? 2 : 1);

/** Both entrants of a match as they are after it. */
export function afterMatch(
  state: CompetitionState,
  { entrants }: OpenMatch,
  outcome: MatchOutcome,
  at: number,
): CompetitionState {
  const changed = state.entrants.slice();
  for (const index of [0, 1] as const) {
    const [number, opponent] = [entrants[index], entrants[1 - index] as EntrantNumber];
    const entrant = changed[number] as Entrant;
    const next = { ...entrant, match: null, playedAt: at };
    changed[number] = counted(next, index, opponent, outcome);
  }
  return { ...state, entrants: changed };
}

function counted(
  entrant: Entrant,
  index: 0 | 1,
  opponent: EntrantNumber,
  outcome: MatchOutcome,
): Entrant {
  if (outcome.how === "void") return entrant;
  if (outcome.how === "bothAbsent") return { ...entrant, streak: 0, missed: true };
  const opponents = [...entrant.opponents, opponent];
  const met = { ...entrant, opponents, difference: entrant.difference + ahead(outcome, index) };
  if (outcome.how === "drawn") return drawn(met);
  if (outcome.winner === index) return won(met);
  const missed = outcome.how === "walkover" || outcome.forfeit;
  return { ...met, lost: met.lost + 1, streak: 0, missed: met.missed || missed };
}

/** Points of the match by which the entrant was ahead. */
function ahead(outcome: MatchOutcome, index: 0 | 1): number {
  if (!("score" in outcome)) return 0;
  return outcome.score[index] - outcome.score[1 - index]!;
}

function won(entrant: Entrant): Entrant {
  const streak = entrant.streak + 1;
  const points = entrant.points + WIN * factorOf(entrant.streak);
  return { ...entrant, points, won: entrant.won + 1, streak, best: Math.max(entrant.best, streak) };
}

function drawn(entrant: Entrant): Entrant {
  const points = entrant.points + DRAW * factorOf(entrant.streak);
  return { ...entrant, points, drawn: entrant.drawn + 1, streak: 0 };
}
