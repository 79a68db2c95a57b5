/** The state of a match: plain data, so that a snapshot is a copy. */
import type { Flight } from "./ball.ts";
import { contactTime, defenderOf, goalTime } from "./ball.ts";
import type { Key } from "./chacha20.ts";
import {
  LONG_RULING_WINDOW,
  MAX_BACK,
  RULING_WINDOW,
  SHORT_RULING_WINDOW,
  type Side,
  START_TIMEOUT,
} from "./court.ts";
import { type GameRandom, gameRandom } from "./game-random.ts";
import { USUAL_LATE_SHARE } from "./lateness.ts";
import type { Segment } from "./paddle.ts";
import type { Rules } from "./rules.ts";

/**
 * - waiting: somebody who has a seat is not here; no ball.
 * - countdown: the serve is known and has not begun.
 * - rally: the ball is in play.
 * - point: a point was made; a pause.
 * - finished: there is an outcome.
 */
export type Phase = "waiting" | "countdown" | "rally" | "point" | "finished";
export const PHASES: readonly Phase[] = ["waiting", "countdown", "rally", "point", "finished"];

/** Why a match ended. `void`: nobody wins, because nobody was left or it never began. */
export type EndReason = "score" | "left" | "absent" | "idle" | "timeout" | "void";
export const END_REASONS: readonly EndReason[] = [
  "score",
  "left",
  "absent",
  "idle",
  "timeout",
  "void",
];
export interface Outcome {
  reason: EndReason;
  winner: Side | null;
}

/** A piece of paddle motion as the server accepted it. */
export interface AcceptedSegment extends Segment {
  /** Counts this player's accepted segments, from 0. */
  n: number;
  /** The input's number, as its sender counts (modulo 256). */
  seq: number;
  /** `tick` - time of arrival (ms): how far ahead of the server the input was; negative is late. */
  slack: number;
}

/** What the simulation knows of one player. */
export interface PlayerState {
  /** The last accepted segments, oldest first, never empty. */
  segments: AcceptedSegment[];
  /** Segments accepted in all. */
  segmentCount: number;
  /** Number of the last segment that applies at another tick than its input asked for; -1 for none. */
  lastMoved: number;
  /** All of this player's inputs up to this tick are known. */
  watermark: number;
  /** First tick that a late input may still change. */
  earliestMutableTick: number;
  /** Share of their last messages about contacts that came a little late, 0 to 1. */
  lateShare: number;
  /** What is left of the credit for late messages about contacts, 0 to LATENESS_CREDIT. */
  credit: number;
  /** Has a live connection. */
  present: boolean;
  /** Drops in this match so far. */
  drops: number;
  /** When the last drop happened (ticks); meaningful while not present. */
  absentSince: number;
  /** Serves since the last input. */
  idleServes: number;
  /** Asks for a rematch. */
  wantsRematch: boolean;
}

export interface MatchState {
  rules: Rules;
  /** Everything due up to here is done (ticks). */
  now: number;
  /** Decides serves. Never published. */
  random: GameRandom;
  phase: Phase;
  /** When the phase ends by itself (ticks); for a rally, its timeout. */
  phaseEnds: number;
  players: [PlayerState, PlayerState];
  /** The last flights, oldest first. */
  flights: Flight[];
  /** Flights so far in all. */
  flightCount: number;
  score: [number, number];
  /** Matches won in this room. */
  series: [number, number];
  /** Who the next serve goes to. */
  receiver: Side;
  /** Drops before this (ticks) come of an outage and are not counted. */
  excusedUntil: number;
  /** Set when and only when the phase is `finished`. */
  outcome: Outcome | null;
}

/** Segments kept per player, flights kept: watchers and returning players need the recent past. */
export const SEGMENTS_KEPT = 32;
export const FLIGHTS_KEPT = 8;

/**
 * A player may be late with the message about a contact this many times on end, and once more for
 * every 1/LATENESS_REFILL contacts in time; beyond that the server waits only the short window. The
 * long one is for those who have all of it, and counts twice.
 * See docs/adr/0003-lateness-credit.md for the figures.
 */
export const LATENESS_CREDIT = 3;
export const LATENESS_REFILL = 0.1;

/**
 * A match that waits for both players. `key` decides the first receiver and the serves of its first
 * game, and is a secret until that is over; `now` in ticks.
 */
export function createMatch(rules: Rules, key: Key, now = 0): MatchState {
  return {
    rules,
    now,
    random: gameRandom(key),
    phase: "waiting",
    phaseEnds: Math.ceil(now) + START_TIMEOUT,
    players: [createPlayer(now), createPlayer(now)],
    flights: [],
    flightCount: 0,
    score: [0, 0],
    series: [0, 0],
    receiver: 0,
    excusedUntil: 0,
    outcome: null,
  };
}

function createPlayer(now: number): PlayerState {
  const tick = Math.floor(now);
  return {
    segments: [{ n: 0, tick, y: 0, target: 0, seq: 255, slack: 0 }],
    segmentCount: 1,
    lastMoved: -1,
    watermark: tick - 1,
    earliestMutableTick: tick,
    lateShare: USUAL_LATE_SHARE,
    credit: LATENESS_CREDIT,
    present: false,
    drops: 0,
    absentSince: now,
    idleServes: 0,
    wantsRematch: false,
  };
}

/** The flight in play or announced, if any. */
export const lastFlight = (match: MatchState): Flight | undefined =>
  match.flights[match.flights.length - 1];

/** Lag compensation: how long the server waits for this player's message about a contact (ticks); 0 while absent. */
export function rulingWindow(match: MatchState, player: PlayerState): number {
  if (!player.present || match.rules.inputPolicy !== "stamped") return 0;
  // Ten refills of a tenth add up to a hair less than 1.
  const credit = player.credit + LATENESS_REFILL / 2;
  if (credit > LATENESS_CREDIT) return LONG_RULING_WINDOW;
  return credit > 1 ? RULING_WINDOW : SHORT_RULING_WINDOW;
}

/** Lag compensation: how far back an input of this player may apply (ticks). */
export function furthestBack(match: MatchState, player: PlayerState): number {
  const window = rulingWindow(match, player);
  return window > SHORT_RULING_WINDOW ? MAX_BACK : window;
}

/** The next tick at which `advance` has something to do without any further input. */
export function nextDue(match: MatchState): number {
  const flight = lastFlight(match);
  const ends = match.phaseEnds;
  if (match.phase !== "rally" || !flight) return ends;
  if (flight.ruling === "miss") return Math.min(ends, Math.ceil(goalTime(flight)));
  const window = rulingWindow(match, match.players[defenderOf(flight)]);
  return Math.min(ends, Math.ceil(contactTime(flight) + window));
}
