/** Writes a match's state into its publication, touching only what changed. */
import { otherSide, SIDES, type Side } from "../court.ts";
import { END_REASONS, type MatchState, PHASES, type PlayerState } from "../match.ts";
import { claimFrom } from "../presence.ts";
import {
  COUNTER_WRAP,
  FLIGHT_RING,
  type MatchPublication,
  type PlayerPublication,
  publishedSide,
  SEGMENT_RING,
} from "./publication.ts";

/** What has been published so far; one per match, made with `publisher()`. */
export interface Publisher {
  accepted: [number, number];
  flown: number;
  /** Ruling of the newest published flight. */
  ruled: boolean;
}
export const publisher = (): Publisher => ({ accepted: [0, 0], flown: 0, ruled: false });

/** For whom a publication holds news that can't wait. */
export interface Urgency {
  /** Something changed at all; watchers hear of everything. */
  any: boolean;
  /**
   * Something other than the player's own inputs, taken as they were sent: those are no news to
   * their sender, whose copy can wait for the next message and save a frame.
   */
  sides: [boolean, boolean];
}

/** Brings `out` up to date with `match`. */
export function publish(match: MatchState, out: MatchPublication, sent: Publisher): Urgency {
  let common = publishFlights(match, out, sent);
  const moved: [boolean, boolean] = [false, false];
  const corrected: [boolean, boolean] = [false, false];
  for (const side of SIDES) {
    const player = match.players[side];
    corrected[side] = player.lastMoved >= sent.accepted[side];
    moved[side] = publishSegments(player, publishedSide(out, side), sent, side);
    common = assign(publishedSide(out, side), playerFields(match, side)) || common;
  }
  common = assign(out, matchFields(match)) || common;
  const urgent = (side: Side) => common || moved[otherSide(side)] || corrected[side];
  return { any: common || moved[0] || moved[1], sides: [urgent(0), urgent(1)] };
}

function playerFields(match: MatchState, side: Side): Partial<PlayerPublication> {
  const player = match.players[side];
  return {
    present: player.present,
    wantsRematch: player.wantsRematch,
    score: match.score[side],
    wins: match.series[side] % COUNTER_WRAP,
    idleServes: Math.min(255, player.idleServes),
  };
}

function matchFields(match: MatchState): Partial<MatchPublication> {
  const { outcome } = match;
  return {
    phase: PHASES.indexOf(match.phase),
    phaseEnds: Math.min(0xffffffff, match.phaseEnds),
    claimFrom: claimFrom(match),
    pointsToWin: match.rules.pointsToWin,
    pace: Math.round(match.rules.pace * 100),
    endReason: outcome ? 1 + END_REASONS.indexOf(outcome.reason) : 0,
    winner: outcome && outcome.winner !== null ? 1 + outcome.winner : 0,
    flown: match.flown % COUNTER_WRAP,
  };
}

function publishSegments(
  player: PlayerState,
  out: PlayerPublication,
  sent: Publisher,
  side: Side,
): boolean {
  const from = sent.accepted[side];
  if (from === player.accepted) return false;
  const { segments } = player;
  const fresh = Math.min(segments.length, player.accepted - from);
  for (let i = segments.length - fresh; i < segments.length; i++) {
    const segment = segments[i];
    if (segment) out.segments[segment.n % SEGMENT_RING] = segment;
  }
  sent.accepted[side] = player.accepted;
  return true;
}

function publishFlights(match: MatchState, out: MatchPublication, sent: Publisher): boolean {
  const ruled = match.flights.at(-1)?.ruling !== "open";
  if (match.flown === sent.flown && ruled === sent.ruled) return false;
  // The newest that was published may have been ruled since, so it goes out again.
  const from = Math.max(match.flown - match.flights.length, sent.flown - 1);
  for (let n = from; n < match.flown; n++) {
    const flight = match.flights[match.flights.length - (match.flown - n)];
    if (flight && (n >= sent.flown || !sent.ruled)) out.flights[n % FLIGHT_RING] = flight;
  }
  sent.flown = match.flown;
  sent.ruled = ruled;
  return true;
}

/** Sets the fields whose value differs; a write of the same value would still be encoded. */
function assign<T extends object>(out: T, fields: Partial<T>): boolean {
  let changed = false;
  for (const key in fields) {
    const value = fields[key] as T[typeof key];
    if (out[key] === value) continue;
    out[key] = value;
    changed = true;
  }
  return changed;
}
