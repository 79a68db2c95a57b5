/** Who stands where. */
import { isOut, reached, roundsLeft, seedsAt } from "./bracket.ts";
import { isIn } from "./entrants.ts";
import type { CompetitionState, Entrant } from "./state.ts";

export interface Standing {
  readonly entrant: Entrant;
  /** From 1; equal ones share one. */
  readonly place: number;
}

/** Everybody who stands in the table, the first first. */
export function standings(state: CompetitionState): Standing[] {
  const { entrants, sort, isEqual } = orderOf(state);
  const sorted = entrants.toSorted(sort);
  let place = 1;
  return sorted.map((entrant, i) => {
    if (i > 0 && !isEqual(entrant, sorted[i - 1] as Entrant)) place = i + 1;
    return { entrant, place };
  });
}

interface Order {
  entrants: readonly Entrant[];
  /** Total: equal ones are in an order, too. */
  sort: (a: Entrant, b: Entrant) => number;
  isEqual: (a: Entrant, b: Entrant) => boolean;
}

function orderOf(state: CompetitionState): Order {
  switch (state.settings.kind) {
    case "arena":
      return ordered(state, byPoints);
    case "winnerStays":
      return ordered(state, byWins);
    case "cup":
      return orderOfCup(state);
  }
}

/** The order of an arena's table. */
const byPoints = (a: Entrant, b: Entrant): number =>
  b.points - a.points || b.won - a.won || b.difference - a.difference;
const byWins = (a: Entrant, b: Entrant): number => b.won - a.won || b.best - a.best;

function ordered({ entrants }: CompetitionState, by: (a: Entrant, b: Entrant) => number): Order {
  return {
    entrants: entrants.filter((each) => isIn(each) || hasPlayed(each)),
    sort: (a, b) => by(a, b) || byRating(a, b),
    isEqual: (a, b) => by(a, b) === 0,
  };
}

const hasPlayed = ({ won, drawn, lost }: Entrant): boolean => won + drawn + lost > 0;
/** Those who were never rated stand last among equals. */
const byRating = (a: Entrant, b: Entrant): number =>
  (b.rating ?? 0) - (a.rating ?? 0) || a.number - b.number;

/** By how near to the final each came; before the draw as it would be seeded now. */
function orderOfCup(state: CompetitionState): Order {
  const { cup, entrants, at } = state;
  if (!cup) {
    const seeds = seedsAt(state, at);
    const absent = entrants.filter((each) => isIn(each) && !seeds.includes(each));
    const order = [...seeds, ...absent];
    const sort = (a: Entrant, b: Entrant) => order.indexOf(a) - order.indexOf(b);
    return { entrants: order, sort, isEqual: () => false };
  }
  const left = ({ number }: Entrant) => roundsLeft(reached(cup, number));
  const out = ({ number }: Entrant) => Number(isOut(cup, number));
  const seed = ({ number }: Entrant) => cup.seeds.indexOf(number);
  return {
    entrants: cup.seeds.map((number) => entrants[number] as Entrant),
    sort: (a, b) => left(a) - left(b) || out(a) - out(b) || seed(a) - seed(b),
    isEqual: (a, b) => left(a) === left(b),
  };
}

/** Places from 0 of everybody by number, as pairing needs them: without ties. */
export function ranks({ entrants }: CompetitionState): number[] {
  const ranked: number[] = [];
  const sorted = entrants.filter(isIn).sort((a, b) => byPoints(a, b) || byRating(a, b));
  for (const [rank, { number }] of sorted.entries()) ranked[number] = rank;
  return ranked;
}
