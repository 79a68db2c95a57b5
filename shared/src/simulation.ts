/**
 * The simulation of a match: inputs, watermarks, rulings, score; phases.ts has its phases. Pure; the room is
 * a shell around it, and the browser runs it for practice.
 *
 * THE order inside a tick, a contract that replays rely on:
 *   1. what fell due since the last call is done, in the order of its due ticks: a contact whose
 *      window has passed is ruled, a phase that has ended leads to the next;
 *   2. the message at hand is taken: an input appends a segment, an input or a watermark message
 *      moves the sender's watermark;
 *   3. contacts whose defender's watermark now covers them are ruled.
 * Every function does 1 first, so calling `advance` more often changes nothing.
 */
import { contactTime, defenderOf, returned, ruleContact } from "./ball.ts";
import {
  MAX_AHEAD,
  otherSide,
  RULING_WINDOW,
  SHORT_RULING_WINDOW,
  type Side,
  TICK_MS,
} from "./court.ts";
import { answerDelay, lateShareAfter, pauseAfter } from "./lateness.ts";
import {
  type AcceptedSegment,
  furthestBack,
  LATENESS_CREDIT,
  LATENESS_REFILL,
  lastFlight,
  type MatchState,
  nextDue,
  type PlayerState,
  SEGMENTS_KEPT,
} from "./match.ts";
import { nextSegment, trackAt, trackVy } from "./paddle.ts";
import { beginFlight, endPhase, enter, finish } from "./phases.ts";
import type { SegmentPool } from "./segment-pool.ts";

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

/**
 * Takes an input that arrived at `now`. Returns false when it was refused: stamped more than
 * MAX_AHEAD ahead, or one of so many that no segment would be left to rule by (INPUT-9). A late one
 * applies as early as nothing ruled depends on it. With `spare`, of the player's own, segments that
 * are no longer kept are written over later: a caller that wants one for longer copies it.
 */
export function receiveInput(
  match: MatchState,
  side: Side,
  input: Input,
  now: number,
  spare?: SegmentPool,
): boolean {
  advance(match, now);
  if (!(input.tick <= now + MAX_AHEAD)) return false;
  const player = match.players[side];
  const last = player.segments[player.segments.length - 1] as PlayerState["segments"][number];
  const wanted = match.rules.inputPolicy === "arrival" ? 0 : input.tick;
  const earliest = Math.ceil(now - furthestBack(match, player));
  const open = answerFrom(match, side, input.tick, now);
  const tick = Math.max(wanted, earliest, last.tick, open);
  if (wouldForgetContact(match, side)) return false;
  const slack = (tick - now) * TICK_MS;
  const n = player.segmentCount++;
  if (tick !== input.tick) player.lastMoved = n;
  const { y, target } = nextSegment(match.rules, last, tick, input.target);
  const segment = nextPlace(player, spare);
  segment.n = n;
  segment.tick = tick;
  segment.y = y;
  segment.target = target;
  segment.seq = input.seq;
  segment.slack = slack;
  player.idleServes = 0;
  raiseWatermark(match, player, input.tick - 1, now);
  return true;
}

/**
 * First tick at which an input may apply that is stamped `stamp` and arrives at `now`. What applies
 * on arrival gains nothing by being late.
 */
function answerFrom(match: MatchState, side: Side, stamp: number, now: number): number {
  const { earliestMutableTick } = match.players[side];
  const flight = lastFlight(match);
  if (flight?.ruling !== "open" || defenderOf(flight) !== side) return earliestMutableTick;
  if (match.rules.inputPolicy !== "stamped") return earliestMutableTick;
  return Math.max(
    earliestMutableTick,
    Math.min(earliestMutableTick + answerDelay(now - stamp), Math.ceil(now)),
  );
}

/**
 * Whether one more segment would push out the one that an open contact is ruled by. No client of ours comes
 * near: 31 inputs after a contact whose message is still out are stamped late on purpose.
 */
function wouldForgetContact(match: MatchState, side: Side): boolean {
  const { segments } = match.players[side];
  const flight = lastFlight(match);
  if (segments.length < SEGMENTS_KEPT || flight?.ruling !== "open") return false;
  return defenderOf(flight) === side && (segments[1]?.tick ?? 0) > contactTime(flight);
}

/** A segment at the end of the player's, to be filled in: one that has rested, or a new one. */
function nextPlace({ segments }: PlayerState, spare?: SegmentPool): AcceptedSegment {
  const gone = segments.length < SEGMENTS_KEPT ? undefined : segments.shift();
  const rested = gone && spare?.exchange(gone);
  const segment = rested ?? { n: 0, tick: 0, y: 0, target: 0, seq: 0, slack: 0 };
  segments.push(segment);
  return segment;
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
  const { rules } = match;
  const player = match.players[defenderOf(flight)];
  const ruled = ruleContact(rules, flight, trackAt(rules, player.segments, time));
  match.flights[match.flights.length - 1] = ruled;
  player.earliestMutableTick = Math.floor(time) + 1;
  player.credit = creditAfter(player.credit, now - time);
  const { lateShare } = player;
  player.lateShare = lateShareAfter(lateShare, now - time);
  if (ruled.ruling === "miss") return;
  const start = time + (rules.inputPolicy === "stamped" ? pauseAfter(now - time, lateShare) : 0);
  beginFlight(match, returned(rules, ruled, trackVy(rules, player.segments, time), start));
}

/** What is left of a `credit` when the message about a contact comes `late` ticks after it. */
function creditAfter(credit: number, late: number): number {
  if (late <= SHORT_RULING_WINDOW) return Math.min(LATENESS_CREDIT, credit + LATENESS_REFILL);
  return Math.max(0, credit - (late > RULING_WINDOW ? 2 : 1));
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
  else enter(match, "point", due + match.rules.pointPause);
}
