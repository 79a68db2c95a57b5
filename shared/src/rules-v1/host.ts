/** The match host of rules version 1. Frozen. */
import { contactTime, defenderOf, returned, ruleContact, serve } from "./ball.ts";
import {
  ABSENCE_GRACE,
  DROPS_FORGIVEN,
  FINISHED_TIMEOUT,
  IDLE_SERVES_WARNED,
  MAX_AHEAD,
  otherSide,
  POINT_PAUSE,
  RALLY_TIMEOUT,
  RULING_WINDOW,
  SERVE_COUNTDOWN,
  SERVE_MAX_Y,
  SERVE_SLOPE,
  SERVE_SPEED,
  SHORT_ABSENCE_GRACE,
  SHORT_RULING_WINDOW,
  SIDES,
  type Side,
  TICK_MS,
} from "./court.ts";
import {
  type EndReason,
  FLIGHTS_KEPT,
  furthestBack,
  LATENESS_CREDIT,
  LATENESS_REFILL,
  lastFlight,
  type MatchState,
  nextDue,
  type PlayerState,
  SEGMENTS_KEPT,
} from "./match.ts";
import { nextSegment, trackAt } from "./paddle.ts";
import { nextRandom } from "./random.ts";

/** What a player wants their paddle to do. */
export interface Input {
  /** Counts the sender's inputs, modulo 256. */
  seq: number;
  /** The tick from which it applies, on the sender's clock P. */
  tick: number;
  /** Where the paddle should go (u). */
  target: number;
}

/** Does everything due up to `now` (ticks), which may be Infinity: then until nothing is due. */
export function advance(match: MatchState, now: number): void {
  for (let due = nextDue(match); due <= now; due = nextDue(match)) {
    // Never is not a time that can come.
    if (due === Number.POSITIVE_INFINITY) return;
    if (due > match.now) match.now = due;
    if (match.phase === "rally" && due < match.phaseEnds) settleFlight(match, due);
    else endPhase(match, due);
  }
  if (now > match.now) match.now = now;
}

/** Takes an input that arrived at `now`; false when it was refused. */
export function receiveInput(match: MatchState, side: Side, input: Input, now: number): boolean {
  advance(match, now);
  if (!(input.tick <= now + MAX_AHEAD)) return false;
  const player = match.players[side];
  const last = player.segments[player.segments.length - 1] as PlayerState["segments"][number];
  const wanted = match.rules.inputPolicy === "arrival" ? 0 : input.tick;
  const earliest = Math.ceil(now - furthestBack(match, player));
  const tick = Math.max(wanted, earliest, last.tick, player.earliestMutableTick);
  if (wouldForgetContact(match, side)) return false;
  const slack = (tick - now) * TICK_MS;
  const n = player.segmentCount++;
  if (tick !== input.tick) player.lastMoved = n;
  const { y, target } = nextSegment(last, tick, input.target);
  if (player.segments.length >= SEGMENTS_KEPT) player.segments.shift();
  player.segments.push({ n, tick, y, target, seq: input.seq, slack });
  player.idleServes = 0;
  raiseWatermark(match, player, input.tick - 1, now);
  return true;
}

/** Whether one more segment would push out the one that an open contact is ruled by. */
function wouldForgetContact(match: MatchState, side: Side): boolean {
  const { segments } = match.players[side];
  const flight = lastFlight(match);
  if (segments.length < SEGMENTS_KEPT || flight?.ruling !== "open") return false;
  return defenderOf(flight) === side && (segments[1]?.tick ?? 0) > contactTime(flight);
}

/** Takes a player's message that they send no more inputs stamped up to `tick`. False when refused. */
export function receiveWatermark(
  match: MatchState,
  side: Side,
  tick: number,
  now: number,
): boolean {
  advance(match, now);
  if (!(tick <= now + MAX_AHEAD)) return false;
  raiseWatermark(match, match.players[side], tick, now);
  return true;
}

function raiseWatermark(match: MatchState, player: PlayerState, tick: number, now: number): void {
  if (tick <= player.watermark || match.rules.inputPolicy !== "stamped") return;
  player.watermark = tick;
  ruleKnown(match, now);
}

/** Rules the open contact if it can be, and the next one if that is known already. */
function ruleKnown(match: MatchState, now: number): void {
  while (match.phase !== "finished" && contactIsKnown(match)) rule(match, now);
}

/** Whether the open contact's defender has said all that matters for it. */
function contactIsKnown(match: MatchState): boolean {
  const flight = lastFlight(match);
  if (flight?.ruling !== "open") return false;
  return match.players[defenderOf(flight)].watermark >= Math.floor(contactTime(flight));
}

/** Rules the open contact, once and for all, and lets the next flight begin. */
function rule(match: MatchState, now: number): void {
  const flight = lastFlight(match);
  if (!flight) return;
  const time = contactTime(flight);
  const player = match.players[defenderOf(flight)];
  const ruled = ruleContact(flight, trackAt(player.segments, time));
  match.flights[match.flights.length - 1] = ruled;
  player.earliestMutableTick = Math.floor(time) + 1;
  player.credit = creditAfter(player.credit, now - time);
  if (ruled.ruling === "hit") fly(match, returned(ruled));
}

/** What is left of a `credit` when the message about a contact comes `late` ticks after it. */
function creditAfter(credit: number, late: number): number {
  if (late <= SHORT_RULING_WINDOW) return Math.min(LATENESS_CREDIT, credit + LATENESS_REFILL);
  return Math.max(0, credit - (late > RULING_WINDOW ? 2 : 1));
}

function fly(match: MatchState, flight: MatchState["flights"][number]): void {
  match.flights.push(flight);
  if (match.flights.length > FLIGHTS_KEPT) match.flights.shift();
  match.flightCount++;
}

/** The contact's window has passed, or the missed ball has crossed the goal line. */
function settleFlight(match: MatchState, due: number): void {
  const flight = lastFlight(match);
  if (!flight) return;
  if (flight.ruling === "open") {
    rule(match, due);
    return ruleKnown(match, due);
  }
  const loser = defenderOf(flight);
  const winner = otherSide(loser);
  match.score[winner]++;
  match.receiver = loser;
  if (match.score[winner] >= match.rules.pointsToWin) finish(match, "score", winner);
  else enter(match, "point", due + POINT_PAUSE);
}

function enter(match: MatchState, phase: MatchState["phase"], ends: number): void {
  match.phase = phase;
  match.phaseEnds = ends;
}

/** Where a phase leads that has run out of time. */
function endPhase(match: MatchState, due: number): void {
  switch (match.phase) {
    case "waiting":
      return endWaiting(match);
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

function endWaiting(match: MatchState): void {
  const here = SIDES.filter((side) => match.players[side].present);
  const alone = here.length === 1 && match.flightCount > 0 ? (here[0] as Side) : null;
  finish(match, alone === null ? "void" : "absent", alone);
}

function nextServe(match: MatchState, now: number): void {
  // Who is absent can't play: the match waits for them, whatever they did before.
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
  const y = (nextRandom(match) * 2 - 1) * SERVE_MAX_Y;
  const slope = (nextRandom(match) * 2 - 1) * SERVE_SLOPE;
  fly(match, serve(start, match.receiver, y, SERVE_SPEED * match.rules.pace, slope));
  for (const player of match.players) player.idleServes++;
  enter(match, "countdown", start);
}

/** How long this absent player's seat is kept (ticks). */
const graceEnds = (player: PlayerState): number =>
  player.absentSince + (player.drops <= DROPS_FORGIVEN ? ABSENCE_GRACE : SHORT_ABSENCE_GRACE);

/** Waits until the first absent player's grace is over. */
export function waitForAbsent(match: MatchState, now: number): void {
  const ends = match.players.filter((player) => !player.present).map(graceEnds);
  enter(match, "waiting", Math.max(Math.ceil(now), Math.ceil(Math.min(...ends))));
}

/** Ends the match. */
export function finish(match: MatchState, reason: EndReason, winner: Side | null): void {
  match.outcome = { reason, winner };
  if (winner !== null) match.series[winner]++;
  enter(match, "finished", Math.ceil(match.now) + FINISHED_TIMEOUT);
}
