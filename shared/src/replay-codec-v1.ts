/**
 * Recordings by rules version 1 as bytes: those of replay/format.ts, with the rules and the seed of then before
 * the start, no carryover, and rematches without a key. Frozen.
 */

import { Fnv64 } from "./replay/fnv.ts";
import { type Ending, ReplayFormatError } from "./replay/format.ts";
import { MessageReader, openBytes } from "./replay/message-reader.ts";
import type { Flight } from "./rules-v1/ball.ts";
import type {
  AcceptedSegment,
  InputPolicy,
  MatchState,
  Pace,
  PlayerState,
  PointsToWin,
} from "./rules-v1/match.ts";
import type { RecordingV1 } from "./rules-v1/replay.ts";

export const POLICIES: readonly InputPolicy[] = ["stamped", "ahead", "arrival"];
const POINTS: readonly number[] = [3, 7, 11, 21];
/** A pace is written in twentieths. */
export const PACE_STEPS = 20;
const PACES: readonly number[] = [0.8, 1, 1.25];
const PHASES = ["waiting", "countdown", "rally", "point", "finished"];
const REASONS = ["score", "left", "absent", "idle", "timeout", "void"];
const RULINGS = ["open", "hit", "miss", "void"];

export interface StoredRecordingV1 extends RecordingV1 {
  ending: Ending;
}

/** The recording that these bytes are; throws a ReplayFormatError when they are none of version 1. */
export function readRecordingV1(bytes: Uint8Array): StoredRecordingV1 {
  const from = openBytes(bytes, 1);
  const rules = readRules(from);
  const seed = from.word() | 0;
  const reader = new MessageReader(from, () => ({ kind: "rematch" as const }));
  const start = reader.readStart();
  const messages = reader.readMessages() as RecordingV1["messages"];
  if (messages.some(([, , { kind }]) => (kind as string) === "outage"))
    throw new ReplayFormatError("By rules version 1 there are no outages.");
  return { version: 1, rules, seed, start, messages, end: reader.now, ending: reader.readEnding() };
}

function readRules(from: ReturnType<typeof openBytes>): RecordingV1["rules"] {
  const inputPolicy = POLICIES[from.byte()];
  const pointsToWin = from.uint("points", 21);
  const pace = from.uint("pace", 2 * PACE_STEPS) / PACE_STEPS;
  if (!inputPolicy || !POINTS.includes(pointsToWin) || !PACES.includes(pace))
    throw new ReplayFormatError("The recording's rules are none of version 1.");
  return { inputPolicy, pointsToWin: pointsToWin as PointsToWin, pace: pace as Pace };
}

/** A fingerprint of a match's state: 16 hex digits. */
export function stateHashV1(match: MatchState): string {
  const { now, phase, phaseEnds, random, flightCount, score, series, receiver, outcome } = match;
  const hash = new Fnv64();
  const ending = outcome ? [REASONS.indexOf(outcome.reason), outcome.winner ?? -1] : [-1, -1];
  const counts = [random, flightCount, ...score, ...series, receiver];
  for (const number of [now, PHASES.indexOf(phase), phaseEnds, ...counts, ...ending])
    hash.number(number);
  for (const flight of match.flights) for (const number of ofFlight(flight)) hash.number(number);
  for (const player of match.players) {
    for (const number of ofPlayer(player)) hash.number(number);
    for (const segment of player.segments)
      for (const number of ofSegment(segment)) hash.number(number);
  }
  return hash.digest();
}

const ofFlight = ({ start, y, vx, vy, speed, hits, ruling, gap }: Flight): number[] => [
  ...[start, y, vx, vy, speed, hits, RULINGS.indexOf(ruling), gap],
];

const ofSegment = ({ n, tick, y, target, seq, slack }: AcceptedSegment): number[] => [
  ...[n, tick, y, target, seq, slack],
];

const ofPlayer = (player: PlayerState): number[] => [
  ...[player.watermark, player.earliestMutableTick, player.absentSince, player.segmentCount],
  ...[player.lastMoved, player.drops, player.idleServes, player.credit],
  ...[Number(player.present), Number(player.wantsRematch)],
];
