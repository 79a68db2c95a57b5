/** Brings a match to where a test wants it, with a player's own means. */
import { contactTime, contactY, defenderOf, type Flight } from "../../src/ball.ts";
import { keyFrom } from "../../src/chacha20.ts";
import { COURT_HALF_HEIGHT, otherSide, SIDES, type Side } from "../../src/court.ts";
import { createMatch, lastFlight, type MatchState, nextDue } from "../../src/match.ts";
import { clampPaddle } from "../../src/paddle.ts";
import { arrive } from "../../src/presence.ts";
import { randomFrom } from "../../src/random.ts";
import { DEFAULT_RULES, type Rules } from "../../src/rules.ts";
import { advance, receiveInput, receiveWatermark } from "../../src/simulation.ts";

/** A match whose players have both arrived at 0: the first serve is announced. */
export function begin(rules: Partial<Rules> = {}, seed = 1): MatchState {
  const match = createMatch({ ...DEFAULT_RULES, ...rules }, keyFrom(randomFrom(seed)));
  for (const side of SIDES) arrive(match, side, 0);
  return match;
}

/** The flight in play or announced. */
export const flying = (match: MatchState): Flight => lastFlight(match) as Flight;
export const defender = (match: MatchState): Side => defenderOf(flying(match));
export const contact = (match: MatchState): number => contactTime(flying(match));

/** Does what falls due next, or the next so many things. */
export function advanceToDue(match: MatchState, times = 1): void {
  for (let i = 0; i < times && Number.isFinite(nextDue(match)); i++) {
    advance(match, nextDue(match));
  }
}

/**
 * Puts the defender's paddle to or away from where the ball will be, in time: it sets off when the serve is
 * announced, for by some rules a serve is faster than a paddle is across the court.
 */
export function aim(match: MatchState, hit: boolean): void {
  const flight = flying(match);
  const y = contactY(flight);
  const away = y > 0 ? -COURT_HALF_HEIGHT : COURT_HALF_HEIGHT;
  const tick = Math.ceil(match.now);
  const target = hit ? clampPaddle(match.rules, y) : away;
  receiveInput(match, defenderOf(flight), { seq: 0, tick, target }, match.now);
  // The other moves as well: nobody is idle here.
  receiveInput(match, otherSide(defenderOf(flight)), { seq: 0, tick, target: 0 }, match.now);
  advance(match, Math.max(match.now, Math.ceil(flight.start)));
}

/** The defender returns or misses the ball and says so just after the contact. */
export function answer(match: MatchState, hit: boolean): void {
  aim(match, hit);
  const time = contact(match);
  const side = defender(match);
  advance(match, Math.max(match.now, time));
  receiveWatermark(match, side, Math.floor(time), match.now);
}

/** Plays until the ball has crossed the goal line of `winner`'s opponent. Throws when that doesn't come about. */
export function score(match: MatchState, winner: Side): void {
  if (match.phase === "point") advanceToDue(match);
  if (defender(match) === winner) {
    answer(match, true);
    if (defender(match) === winner) throw new Error("the winner's paddle did not get there");
  }
  answer(match, false);
  if (flying(match).ruling !== "miss") throw new Error("the loser's paddle did not get away");
  advanceToDue(match);
}
