/** The paddle of rules version 1. Frozen. */
import { PADDLE_MAX_Y, PADDLE_SPEED } from "./court.ts";

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
export function clampPaddle(y: number): number {
  if (!(y > -PADDLE_MAX_Y)) return y <= -PADDLE_MAX_Y ? -PADDLE_MAX_Y : 0;
  return y > PADDLE_MAX_Y ? PADDLE_MAX_Y : roundToGrid(y);
}

/** Where the paddle is at time `t` (ticks, `t` >= `segment.tick`). */
export function paddleAt(segment: Segment, t: number): number {
  const way = segment.target - segment.y;
  const reach = PADDLE_SPEED * (t - segment.tick);
  if (way > reach) return segment.y + reach;
  if (way < -reach) return segment.y - reach;
  return segment.target;
}

/** Where the paddle is at time `t` (ticks) by its last segments, oldest first; never empty. */
export function trackAt(segments: readonly Segment[], t: number): number {
  let i = segments.length - 1;
  while (i > 0 && (segments[i] as Segment).tick > t) i--;
  const segment = segments[i] as Segment;
  return t <= segment.tick ? segment.y : paddleAt(segment, t);
}

/** The segment that follows `last` when `target` is taken up at `tick`. */
export function nextSegment(last: Segment, tick: number, target: number): Segment {
  const y = tick <= last.tick ? last.y : roundToGrid(paddleAt(last, tick));
  return { tick, y, target: clampPaddle(target) };
}
