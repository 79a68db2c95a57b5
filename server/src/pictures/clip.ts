/** A short piece of a recorded match for the first page (shared/src/protocol/clip.ts). Pure. */
import { contactTime, type Flight, goalTime } from "@quickpong/shared/ball.ts";
import { SIDES, ticksFromMs } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";
import { type Segment, trackAt } from "@quickpong/shared/paddle.ts";
import { CLIP_STEP, type Clip, type ClipFlight } from "@quickpong/shared/protocol/clip.ts";
import { type Recording, replay } from "@quickpong/shared/replay.ts";
import { paddleLength } from "@quickpong/shared/rules.ts";
import { longestOf, note } from "./rally-lines.ts";

/** What is shown of a match: so long at most, and of a match that has just begun no less (ticks). */
export const CLIP_LONGEST = ticksFromMs(14_000);
export const CLIP_SHORTEST = ticksFromMs(5000);
/** What happens in a running match is told so much later (ticks): nobody plays by a picture of it. */
export const CLIP_DELAY = ticksFromMs(3000);
/** A rally's first serve is seen before it begins, and its last ball after it has met a paddle (ticks). */
const MARGIN = ticksFromMs(600);
/** Flights from before what is shown whose lines are still seen. */
const LINES_BEFORE = 6;

/** All that moved in a match. */
interface Motion {
  match: MatchState;
  flights: Flight[];
  segments: readonly [Segment[], Segment[]];
}

/** The last seconds of a match whose recording goes on; null when it has not been played for long enough. */
export function clipOfRunning(recording: Recording): Clip | null {
  const motion = motionOf(recording);
  const until = Math.floor(motion.match.now - CLIP_DELAY);
  const begins = (motion.flights[0]?.start ?? until) - MARGIN;
  const from = Math.max(Math.ceil(begins), until - CLIP_LONGEST);
  return until - from < CLIP_SHORTEST ? null : cut(motion, from, until);
}

/** The end of a match's longest rally; null when there is none. */
export function clipOfRally(recording: Recording): Clip | null {
  const motion = motionOf(recording);
  const flights = longestOf(motion.flights);
  const [first, last] = [flights[0], flights.at(-1)];
  if (!first || !last) return null;
  const until = Math.ceil(Math.max(goalTime(last), contactTime(last) + MARGIN));
  const from = Math.max(Math.floor(first.start - MARGIN), until - CLIP_LONGEST);
  return cut({ ...motion, flights }, from, until);
}

function motionOf(recording: Recording): Motion {
  const flights: Flight[] = [];
  const segments: Motion["segments"] = [[], []];
  const counted: [number, number] = [0, 0];
  const match = replay(recording, (match) => {
    note(flights, match);
    for (const side of SIDES) {
      const { segments: last, segmentCount } = match.players[side];
      const fresh = Math.min(last.length, segmentCount - counted[side]);
      for (const segment of last.slice(last.length - fresh)) segments[side].push(segment);
      counted[side] = segmentCount;
    }
  });
  // A rematch goes on counting: there is nothing before its first flight.
  return { match, flights: Object.values(flights), segments };
}

function cut({ match: { rules }, flights, segments }: Motion, from: number, until: number): Clip {
  const seen = flights.filter(({ start }) => start <= until);
  const first = seen.findIndex((flight) => contactTime(flight) >= from);
  const shown = seen.slice(Math.max(0, (first < 0 ? seen.length : first) - LINES_BEFORE));
  const times = Array.from(
    { length: Math.floor((until - from) / CLIP_STEP) + 1 },
    (_, n) => from + n * CLIP_STEP,
  );
  const heights = SIDES.map((side) => {
    const moves = segments[side];
    let n = 0;
    return times.map((time) => {
      while ((moves[n + 1]?.tick ?? Number.POSITIVE_INFINITY) <= time) n++;
      return Math.round(trackAt(rules, moves.slice(n, n + 1), time));
    });
  }) as Clip["heights"];
  const length = Math.round(paddleLength(rules, 0));
  return { from, until, flights: shown.map(written), heights, paddleLength: length };
}

const written = ({ start, y, vx, vy, hits }: Flight): ClipFlight => [
  rounded(start, 2),
  rounded(y, 2),
  rounded(vx, 4),
  rounded(vy, 4),
  hits,
];

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
