/** Delta compression: writes a match's state into its publication, touching only what changed. */
import { LEFT, RIGHT, type Side, TICK_RATE } from "../court.ts";
import { END_REASONS, type MatchState, PHASES, type PlayerState } from "../match.ts";
import { claimFrom } from "../presence.ts";
import {
  COUNTER_WRAP,
  type PublishedState,
  publishedSide,
  putFlight,
  putSegment,
} from "./publication.ts";

/**
 * Silence after which a running match says its tick to a player (ticks), so that they know it goes on;
 * see docs/adr/0008-one-keepalive-a-second.md.
 */
export const KEEPALIVE_EVERY = TICK_RATE;

/** What has been published so far; one per match, made with `publisher()`. */
export interface Publisher {
  segmentCounts: [number, number];
  flightCount: number;
  /** Ruling of the newest published flight. */
  ruled: boolean;
  players: [SaidOfPlayer, SaidOfPlayer];
  match: SaidOfMatch;
  /** What `publish` returned last, to be written over. */
  urgency: Urgency;
}
/** What the plain fields were when they were last published. */
type SaidOfPlayer = Partial<
  Pick<PlayerState, "present" | "wantsRematch" | "idleServes"> & { score: number; wins: number }
>;
type SaidOfMatch = Partial<
  Pick<MatchState, "phase" | "phaseEnds" | "outcome" | "flightCount" | "rules"> & { claim: number }
>;

export const publisher = (): Publisher => ({
  segmentCounts: [0, 0],
  flightCount: 0,
  ruled: false,
  players: [{}, {}],
  match: {},
  urgency: { any: false, sides: [false, false] },
});

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

/**
 * Brings `out` up to date with `match`. What it returns is written over the next time: it is called
 * some 13 times a second for each match, and new objects were a sixth of all that a server let go.
 */
export function diffAndPublish(match: MatchState, out: PublishedState, sent: Publisher): Urgency {
  const { urgency } = sent;
  const correctedLeft = isCorrected(match, sent, LEFT);
  const correctedRight = isCorrected(match, sent, RIGHT);
  const flew = publishFlights(match, out, sent);
  const movedLeft = publishSegments(match, out, sent, LEFT);
  const movedRight = publishSegments(match, out, sent, RIGHT);
  const saidLeft = publishPlayer(match, out, sent, LEFT);
  const saidRight = publishPlayer(match, out, sent, RIGHT);
  const common = publishMatch(match, out, sent.match) || flew || saidLeft || saidRight;
  urgency.any = common || movedLeft || movedRight;
  urgency.sides[LEFT] = common || movedRight || correctedLeft;
  urgency.sides[RIGHT] = common || movedLeft || correctedRight;
  return urgency;
}

/** Whether an input that was not published yet was taken otherwise than it was sent. */
const isCorrected = (match: MatchState, sent: Publisher, side: Side): boolean =>
  match.players[side].lastMoved >= sent.segmentCounts[side];

/**
 * Writes those of a player's plain fields that differ from what was said last. Most ticks change
 * none; to find that out from the schema itself, field by field, took four times as long.
 */
function publishPlayer(match: MatchState, out: PublishedState, sent: Publisher, side: Side) {
  const said = sent.players[side];
  const { present, wantsRematch, idleServes } = match.players[side];
  const score = match.score[side];
  const wins = match.series[side];
  if (
    present === said.present &&
    wantsRematch === said.wantsRematch &&
    idleServes === said.idleServes &&
    score === said.score &&
    wins === said.wins
  ) {
    return false;
  }
  Object.assign(said, { present, wantsRematch, idleServes, score, wins });
  return assign(publishedSide(out, side), {
    present,
    wantsRematch,
    score,
    wins: wins % COUNTER_WRAP,
    idleServes: Math.min(255, idleServes),
  });
}

function publishMatch(match: MatchState, out: PublishedState, said: SaidOfMatch): boolean {
  const { phase, phaseEnds, outcome, flightCount, rules } = match;
  const claim = claimFrom(match);
  if (
    phase === said.phase &&
    phaseEnds === said.phaseEnds &&
    outcome === said.outcome &&
    flightCount === said.flightCount &&
    rules === said.rules &&
    claim === said.claim
  ) {
    return false;
  }
  Object.assign(said, { phase, phaseEnds, outcome, flightCount, rules, claim });
  return assign(out, {
    phase: PHASES.indexOf(phase),
    phaseEnds: Math.min(0xffffffff, phaseEnds),
    claimFrom: claim,
    rules,
    endReason: outcome ? 1 + END_REASONS.indexOf(outcome.reason) : 0,
    winner: outcome && outcome.winner !== null ? 1 + outcome.winner : 0,
    flightCount: flightCount % COUNTER_WRAP,
  });
}

function publishSegments(match: MatchState, out: PublishedState, sent: Publisher, side: Side) {
  const player = match.players[side];
  const from = sent.segmentCounts[side];
  if (from === player.segmentCount) return false;
  const { segments } = player;
  const fresh = Math.min(segments.length, player.segmentCount - from);
  for (let i = segments.length - fresh; i < segments.length; i++) {
    const segment = segments[i];
    if (segment) putSegment(publishedSide(out, side), segment);
  }
  sent.segmentCounts[side] = player.segmentCount;
  return true;
}

function publishFlights(match: MatchState, out: PublishedState, sent: Publisher): boolean {
  const ruled = match.flights.at(-1)?.ruling !== "open";
  if (match.flightCount === sent.flightCount && ruled === sent.ruled) return false;
  // The newest that was published may have been ruled since, so it goes out again.
  const from = Math.max(match.flightCount - match.flights.length, sent.flightCount - 1);
  for (let n = from; n < match.flightCount; n++) {
    const flight = match.flights[match.flights.length - (match.flightCount - n)];
    if (flight && (n >= sent.flightCount || !sent.ruled)) putFlight(out, n, flight);
  }
  sent.flightCount = match.flightCount;
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
