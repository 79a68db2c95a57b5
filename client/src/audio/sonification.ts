/**
 * Playing by ear: what the ball and the own paddle sound like at one moment. Pure.
 *
 * - pan: where the ball is, from -1 (at the own paddle) to 1.
 * - pitch: where the ball is seen from the paddle: the usual tone when they are level, higher when
 *   the ball is above, lower when it is below. On a standing court above is left.
 *   It is the ball of a moment later, since an ear and a hand take their time.
 * - volume: louder as the ball comes near, and only a murmur while it flies away.
 */
import { BALL_MAX_Y, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import { paddleRange } from "@quickpong/shared/rules.ts";
import type { BallView, ViewFrame } from "../net/view-frame.ts";

export interface SonifiedSound {
  /** -1 to 1. */
  pan: number;
  /** Hz. */
  pitch: number;
  /** 0 to 1; 0 is silence. */
  volume: number;
}

/** Ball and paddle are level (Hz). */
export const LEVEL_PITCH = 440;
/** Octaves for the largest difference there can be. */
const OCTAVES = 1.6;
/** So much later (ticks), but not later than the ball is at the paddle. */
const LEAD = 12;
const MURMUR = 0.15;
const NEAR = 0.75;

/** Where the ball will be in a moment, walls and all. */
function soon({ x, y, vx, vy }: BallView): number {
  const left = vx < 0 ? (-PADDLE_PLANE - x) / vx : LEAD;
  const free = y + vy * Math.max(0, Math.min(LEAD, left));
  const beyond = Math.abs(free) - BALL_MAX_Y;
  return beyond > 0 ? Math.sign(free) * (BALL_MAX_Y - beyond) : free;
}

/** What is heard of a frame, null when there is no ball in play. */
export function sonify({ ball, own, phase, rules }: ViewFrame): SonifiedSound | null {
  if (!ball || phase !== "rally") return null;
  const pan = Math.max(-1, Math.min(1, ball.x / PADDLE_PLANE));
  const above = (own.y - soon(ball)) / (BALL_MAX_Y + paddleRange(rules));
  const coming = ball.vx < 0;
  const volume = coming ? NEAR - (NEAR - MURMUR) * ((pan + 1) / 2) * 0.7 : MURMUR;
  return { pan, pitch: LEVEL_PITCH * 2 ** (OCTAVES * above), volume };
}
