/** The phases of a match, what ends each of them, and what comes next. Pure. */
import { defenderOf, serve } from "./ball.ts";
import {
  DROPS_FORGIVEN,
  FINISHED_TIMEOUT,
  FIRST_COUNTDOWN,
  IDLE_SERVES_WARNED,
  RALLY_TIMEOUT,
  RECONNECT_TIMEOUT,
  SERVE_COUNTDOWN,
  SERVE_MAX_Y,
  SHORT_RECONNECT_TIMEOUT,
  SIDES,
  type Side,
} from "./court.ts";
import { draw } from "./game-random.ts";
import {
  type EndReason,
  FLIGHTS_KEPT,
  lastFlight,
  type MatchState,
  type PlayerState,
} from "./match.ts";

/** The next phase, to the tick `ends`. */
export function enter(match: MatchState, phase: MatchState["phase"], ends: number): void {
  match.phase = phase;
  match.phaseEnds = ends;
}

/** What comes after a phase that has run out of time. */
export function endPhase(match: MatchState, due: number): void {
  switch (match.phase) {
    case "waiting":
      return endWaiting(match, due);
    case "countdown":
      return enter(match, "rally", due + RALLY_TIMEOUT);
    case "point":
      return nextServe(match, due);
    case "rally": {
      const [left, right] = match.score;
      return finish(match, "timeout", left === right ? null : left > right ? 0 : 1);
    }
    case "finished":
      match.phaseEnds = Number.POSITIVE_INFINITY;
  }
}

function endWaiting(match: MatchState, due: number): void {
  const here = SIDES.filter((side) => match.players[side].present);
  if (here.length === 2) return startCountdown(match, due, FIRST_COUNTDOWN);
  const alone = here.length === 1 && match.flightCount > 0 ? (here[0] as Side) : null;
  finish(match, alone === null ? "void" : "absent", alone);
}

function nextServe(match: MatchState, now: number): void {
  // Absent players can't play: the match waits for them, whatever they did before.
  const active = SIDES.filter((side) => {
    const { present, idleServes } = match.players[side];
    return !present || idleServes <= IDLE_SERVES_WARNED;
  });
  if (active.length < 2) return finish(match, "idle", active[0] ?? null);
  if (SIDES.some((side) => !match.players[side].present)) return waitForAbsent(match, now);
  startCountdown(match, now, SERVE_COUNTDOWN);
}

/** Announces a serve that begins `countdown` ticks after `now`. */
export function startCountdown(match: MatchState, now: number, countdown: number): void {
  const start = Math.ceil(now) + countdown;
  const y = (draw(match.random) * 2 - 1) * SERVE_MAX_Y;
  const slope = (draw(match.random) * 2 - 1) * match.rules.serveSlope;
  beginFlight(match, serve(match.rules, start, match.receiver, y, slope));
  for (const player of match.players) player.idleServes++;
  enter(match, "countdown", start);
}

/** How long this absent player's seat is kept (ticks). */
const graceEnds = (player: PlayerState): number =>
  player.absentSince +
  (player.drops <= DROPS_FORGIVEN ? RECONNECT_TIMEOUT : SHORT_RECONNECT_TIMEOUT);

/** Waits until the first absent player's grace is over. */
export function waitForAbsent(match: MatchState, now: number): void {
  const ends = match.players.filter((player) => !player.present).map(graceEnds);
  enter(match, "waiting", Math.max(Math.ceil(now), Math.ceil(Math.min(...ends))));
}

/** Nobody is to hit the ball in play, or misses it. */
export function abandonFlight(match: MatchState): void {
  const flight = lastFlight(match);
  if (flight?.ruling !== "open") return;
  match.flights[match.flights.length - 1] = { ...flight, ruling: "void" };
}

/** Ends the match. */
export function finish(match: MatchState, reason: EndReason, winner: Side | null): void {
  abandonFlight(match);
  match.outcome = { reason, winner };
  if (winner !== null) match.series[winner]++;
  enter(match, "finished", Math.ceil(match.now) + FINISHED_TIMEOUT);
}

/** A ball goes on its way: a serve, or the return of a hit. */
export function beginFlight(match: MatchState, flight: MatchState["flights"][number]): void {
  match.flights.push(flight);
  if (match.flights.length > FLIGHTS_KEPT) match.flights.shift();
  match.flightCount++;
  // What is said of earlier ticks from now on may be an answer to this ball (INPUT-10).
  const defender = match.players[defenderOf(flight)];
  defender.earliestMutableTick = Math.max(defender.earliestMutableTick, Math.ceil(match.now));
}
