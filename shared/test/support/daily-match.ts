/** A match against the wall, without a network. */
import { contactTime, contactY, defenderOf, type Flight, reachAt } from "../../src/ball.ts";
import { otherSide, type Side } from "../../src/court.ts";
import { DAILY_RULES, DailyCourse, dailyKey } from "../../src/daily.ts";
import { createMatch, lastFlight, type MatchState } from "../../src/match.ts";
import { arrive } from "../../src/presence.ts";
import { advance, receiveInput, receiveWatermark } from "../../src/simulation.ts";
import { WallPlayer } from "../../src/wall-player.ts";

/** The player's own in a rally that ended when the player missed. */
export const ownHits = ({ hits }: Flight): number => Math.floor(hits / 2);

/** Meets the ball with `share` of its reach, says so `late` ticks after the contact, and misses after `hits`. */
export function playDaily(today: number, side: Side, hits: number, late: number, share: number) {
  const match = createMatch(DAILY_RULES, dailyKey(today));
  const wall = new WallPlayer(new DailyCourse(today), otherSide(side));
  for (const each of [0, 1] as const) arrive(match, each, 0);
  const seen: Flight[] = [];
  let flights = 0;
  let seq = 0;
  for (let tick = 1; match.phase !== "finished" && tick < 200_000; tick++) {
    advance(match, tick);
    wall.play(match, tick);
    const flight = lastFlight(match);
    if (!flight) continue;
    if (match.flightCount !== flights) {
      flights = match.flightCount;
      if (defenderOf(flight) === side) seq = meet(match, side, seq, tick, hits, share);
    }
    if (
      defenderOf(flight) === side &&
      flight.ruling === "open" &&
      tick >= contactTime(flight) + late
    )
      receiveWatermark(match, side, Math.ceil(contactTime(flight)), tick);
    const ruled = match.flights.filter(({ ruling }) => ruling === "hit" || ruling === "miss");
    seen.push(...ruled.filter(({ start }) => start > (seen.at(-1)?.start ?? -1)));
  }
  return { match, seen };
}

function meet(
  match: MatchState,
  side: Side,
  seq: number,
  tick: number,
  hits: number,
  share: number,
): number {
  const flight = lastFlight(match) as Flight;
  const y = contactY(flight);
  const isLast = ownHits(flight) >= hits;
  // As far from it as there is.
  const target = isLast ? (y > 0 ? -340 : 340) : y - share * reachAt(match.rules, flight);
  receiveInput(match, side, { seq, tick: tick + 1, target }, tick);
  return (seq + 1) & 255;
}
