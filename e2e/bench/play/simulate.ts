/** One match between two simulated people on the real simulation. */
import type { Flight } from "@quickpong/shared/ball.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { SIDES, TICK_RATE } from "@quickpong/shared/court.ts";
import { createMatch, type MatchState, nextDue, type Outcome } from "@quickpong/shared/match.ts";
import { arrive } from "@quickpong/shared/presence.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";
import { Person, type Style } from "./people.ts";

export interface Played {
  /** From the first countdown on (ticks). */
  ticks: number;
  /** null for a match that was given up. */
  outcome: Outcome | null;
  /** All that were ruled, in their order. */
  flights: Flight[];
}

/** Matches longer than this are given up (ticks). */
const LIMIT = 600 * TICK_RATE;

/** Plays until it is over, or for ten minutes. */
export function simulate(rules: Rules, styles: readonly [Style, Style], seed: number): Played {
  const match = createMatch(rules, keyFrom(randomFrom(seed)));
  const people = SIDES.map(
    (side) => new Person(styles[side], side, randomFrom(seed * 7919 + side * 104_729 + 1)),
  );
  const flights: Flight[] = [];
  for (const side of SIDES) arrive(match, side, 0);
  while (match.phase !== "finished" && match.now < LIMIT) {
    const now = Math.min(nextDue(match), ...people.map(({ next }) => next));
    advance(match, now);
    // A message of the second may have let the next flight begin, which the first is to see as well.
    for (let turn = 0; turn < 2; turn++) for (const person of people) person.act(match, now);
    collect(match, flights);
  }
  return { ticks: match.now, outcome: match.outcome, flights };
}

/** Appends what was ruled since the last time. */
function collect(match: MatchState, flights: Flight[]): void {
  const first = match.flightCount - match.flights.length;
  for (const flight of match.flights.slice(flights.length - first)) {
    if (flight.ruling !== "open") flights.push(flight);
  }
}
