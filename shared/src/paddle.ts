/** A paddle's motion in closed form: it moves toward a target at its speed limit. */
import { paddleRange, paddleSpeed, type Rules } from "./rules.ts";

/** A piece of paddle motion, from one input to the next. */
export interface Segment {
  /** Tick at which it begins. */
  tick: number;
  /** Where the paddle's centre is at that tick (u). */
  y: number;
  /** Where it is going (u). */
  target: number;
}

/**
 * Positions that travel are multiples of 1/64 u: they fit 16 bits, and the server rounds before
 * anybody uses them, so both ends compute with the same numbers. Rounds halves away from zero,
 * so that mirrored paddles stay mirrored.
 */
export const PADDLE_GRID = 64;
export function roundToGrid(y: number): number {
  const steps = Math.floor(Math.abs(y) * PADDLE_GRID + 0.5);
  return steps === 0 ? 0 : (y < 0 ? -steps : steps) / PADDLE_GRID;
}

/** `y` kept to where a paddle's centre may be, on the grid. NaN becomes the middle. */
export function clampPaddle(rules: Rules, y: number): number {
  const end = paddleRange(rules);
  if (!(y > -end)) return y <= -end ? -end : 0;
  return y > end ? end : roundToGrid(y);
}

/** Where the paddle is at time `t` (ticks, `t` >= `segment.tick`). */
export function paddleAt(rules: Rules, segment: Segment, t: number): number {
  const way = segment.target - segment.y;
  const reach = paddleSpeed(rules) * (t - segment.tick);
  if (way > reach) return segment.y + reach;
  if (way < -reach) return segment.y - reach;
  return segment.target;
}

/** The segment that holds at time `t` (ticks); of no segments at all there is none. */
function segmentOf<S extends Segment>(segments: readonly S[], t: number): S {
  let i = segments.length - 1;
  while (i > 0 && (segments[i] as S).tick > t) i--;
  return segments[i] as S;
}

/** Where the paddle is at time `t` (ticks) by its last segments, oldest first; never empty. */
export function trackAt(rules: Rules, segments: readonly Segment[], t: number): number {
  const segment = segmentOf(segments, t);
  return t <= segment.tick ? segment.y : paddleAt(rules, segment, t);
}

/** How the paddle moves just before `t` (u/tick): at its speed one way or the other, or not at all. */
export function trackVy(rules: Rules, segments: readonly Segment[], t: number): number {
  const segment = segmentOf(segments, t);
  const way = segment.target - segment.y;
  const speed = paddleSpeed(rules);
  if (Math.abs(way) <= speed * (t - segment.tick)) return 0;
  return way > 0 ? speed : -speed;
}

/** The segment that follows `last` when `target` is taken up at `tick`. */
export function nextSegment(rules: Rules, last: Segment, tick: number, target: number): Segment {
  const y = tick <= last.tick ? last.y : roundToGrid(paddleAt(rules, last, tick));
  return { tick, y, target: clampPaddle(rules, target) };
}
