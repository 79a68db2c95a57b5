/**
 * The simulation was not called, because its process was stopped or blocked: a virtual machine that moves, a
 * laptop that slept. Nobody could play meanwhile, so it is an absence of both players that costs
 * neither. Part of the simulation.
 */
import { goalTime } from "./ball.ts";
import { OUTAGE_EXCUSES, OUTAGE_PAUSE, SIDES } from "./court.ts";
import { lastFlight, type MatchState } from "./match.ts";
import { abandonFlight, enter, waitForAbsent } from "./phases.ts";
import { advance } from "./simulation.ts";

/** Nothing was done from `since` to `now` (ticks): play resumes with a countdown, at the score that stood. */
export function outage(match: MatchState, since: number, now: number): void {
  advance(match, since);
  const flight = lastFlight(match);
  // It was ruled before, and nothing could have kept it from the line.
  if (match.phase === "rally" && flight?.ruling === "miss") {
    advance(match, Math.ceil(goalTime(flight)));
  }
  if (now > match.now) match.now = now;
  const missed = Math.ceil(now - since);
  match.excusedUntil = match.now + OUTAGE_EXCUSES;
  for (const player of match.players) {
    player.absentSince += missed;
    // Coming back is a sign of life.
    player.idleServes = 0;
  }
  if (match.phase === "finished" || match.flightCount === 0) match.phaseEnds += missed;
  else interrupt(match);
}

/** A match that runs waits: for a moment, in which lost connections show, or for who was absent before. */
function interrupt(match: MatchState): void {
  abandonFlight(match);
  const bothHere = SIDES.every((side) => match.players[side].present);
  if (bothHere) enter(match, "waiting", Math.ceil(match.now) + OUTAGE_PAUSE);
  else waitForAbsent(match, match.now);
}
