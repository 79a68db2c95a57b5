/** A fingerprint of a game's state: the same when and only when all its numbers are, but for chance. */
import type { Flight, Ruling } from "../ball.ts";
import {
  type AcceptedSegment,
  END_REASONS,
  type MatchState,
  PHASES,
  type PlayerState,
} from "../match.ts";
import type { Carryover } from "../rematch.ts";
import { Fnv64 } from "./fnv.ts";

const RULINGS: readonly Ruling[] = ["open", "hit", "miss", "void"];

/**
 * 16 hex digits (some 20 us). `from`: what a rematch took over; flights and segments from before it are not
 * its own, and whoever plays its recording does not know them.
 */
export function stateHash(match: MatchState, from?: Carryover): string {
  const hash = new Fnv64();
  for (const number of numbersOf(match)) hash.number(number);
  const flights = match.flightCount - (from?.flightCount ?? 0);
  for (const flight of last(match.flights, flights)) hashFlight(hash, flight);
  for (const [side, player] of match.players.entries()) {
    for (const number of playerNumbers(player)) hash.number(number);
    const segments = player.segmentCount - (from?.players[side]?.segmentCount ?? 0);
    for (const segment of last(player.segments, segments)) hashSegment(hash, segment);
  }
  return hash.digest();
}

/** The last `count` or, when it has fewer, all. */
const last = <T>(list: readonly T[], count: number): readonly T[] =>
  list.slice(Math.max(0, list.length - count));

function numbersOf(match: MatchState): number[] {
  const { now, phase, phaseEnds, random, flightCount, score, series, receiver } = match;
  const { excusedUntil, outcome } = match;
  const ending = outcome ? [END_REASONS.indexOf(outcome.reason), outcome.winner ?? -1] : [-1, -1];
  const counts = [random.drawn, flightCount, ...score, ...series, receiver];
  return [now, PHASES.indexOf(phase), phaseEnds, ...counts, excusedUntil, ...ending];
}

function playerNumbers(player: PlayerState): number[] {
  const { segmentCount, lastMoved, watermark, earliestMutableTick, lateShare, credit } = player;
  const { present, drops, absentSince, idleServes, wantsRematch } = player;
  const ticks = [watermark, earliestMutableTick, absentSince];
  const counts = [segmentCount, lastMoved, drops, idleServes];
  return [...ticks, ...counts, lateShare, credit, Number(present), Number(wantsRematch)];
}

function hashFlight(hash: Fnv64, { start, y, vx, vy, speed, hits, ruling, gap }: Flight): void {
  for (const number of [start, y, vx, vy, speed, hits, RULINGS.indexOf(ruling), gap])
    hash.number(number);
}

function hashSegment(hash: Fnv64, { n, tick, y, target, seq, slack }: AcceptedSegment): void {
  for (const number of [n, tick, y, target, seq, slack]) hash.number(number);
}
