/**
 * A rematch as a game by itself: it goes on with the state of the game before, of which little matters any
 * more. With that little it can be recorded and played without the game before, to the bit.
 */
import type { Key } from "./chacha20.ts";
import type { Side } from "./court.ts";
import { gameRandom } from "./game-random.ts";
import type { AcceptedSegment, MatchState, PlayerState } from "./match.ts";
import { askRematch } from "./presence.ts";
import type { Rules } from "./rules.ts";

/** What matters of a player: their paddle's last segment is where it goes on from. */
export type CarriedPlayer = Pick<
  PlayerState,
  | "segmentCount"
  | "lastMoved"
  | "watermark"
  | "earliestMutableTick"
  | "lateShare"
  | "credit"
  | "absentSince"
> & { segment: AcceptedSegment };

/** What a rematch takes over from the game before. */
export interface Carryover extends Pick<MatchState, "receiver" | "series" | "excusedUntil"> {
  /** Flights before it. */
  flightCount: number;
  players: [CarriedPlayer, CarriedPlayer];
}

/** What a rematch that has just begun took over: its first serve is announced, and nothing was said since. */
export function carryover(match: MatchState): Carryover {
  const [left, right] = match.players;
  return {
    receiver: match.receiver,
    series: [...match.series],
    excusedUntil: match.excusedUntil,
    flightCount: match.flightCount - 1,
    players: [carried(left), carried(right)],
  };
}

function carried(player: PlayerState): CarriedPlayer {
  const { segmentCount, lastMoved, watermark, earliestMutableTick } = player;
  const { lateShare, credit, absentSince } = player;
  const segment = { ...(player.segments.at(-1) as AcceptedSegment) };
  const ticks = { watermark, earliestMutableTick, absentSince };
  return { segmentCount, lastMoved, ...ticks, lateShare, credit, segment };
}

/**
 * The rematch that began at `now` (ticks) with this key. Flights and segments from before it are left out
 * that nothing depends on: a paddle's segments but the last begin before any contact of the rematch.
 */
export function rematchAfter(from: Carryover, rules: Rules, key: Key, now: number): MatchState {
  const [left, right] = from.players;
  const match: MatchState = {
    rules,
    now,
    random: gameRandom(key),
    phase: "finished",
    phaseEnds: now + 1,
    players: [cameFrom(left), cameFrom(right)],
    flights: [],
    flightCount: from.flightCount,
    score: [0, 0],
    series: [...from.series],
    receiver: from.receiver,
    excusedUntil: from.excusedUntil,
    outcome: { reason: "void", winner: null },
  };
  const asks: Side[] = [0, 1];
  for (const side of asks) askRematch(match, side, key, now);
  return match;
}

const cameFrom = ({ segment, ...rest }: CarriedPlayer): PlayerState => ({
  ...rest,
  segments: [{ ...segment }],
  present: true,
  drops: 0,
  idleServes: 0,
  wantsRematch: false,
});
