/** The corners of a flight's line: where it begins, folds at the walls, and is at a given time. Pure. */
import { ballX, ballY, type Flight } from "@quickpong/shared/ball.ts";
import { BALL_MAX_Y } from "@quickpong/shared/court.ts";

export type Point = readonly [x: number, y: number];

/** Corners from the flight's start to the time `until` (ticks). */
export function cornersOf(flight: Flight, until: number): Point[] {
  const at = (t: number): Point => [ballX(flight, t), ballY(flight, t)];
  const points: Point[] = [at(flight.start)];
  if (flight.vy !== 0) {
    const way = flight.vy > 0 ? 1 : -1;
    // Unfolded, the walls lie at every odd multiple of BALL_MAX_Y.
    for (let wall = way; ; wall += 2 * way) {
      const t = flight.start + (wall * BALL_MAX_Y - flight.y) / flight.vy;
      if (t >= until) break;
      points.push(at(t));
    }
  }
  points.push(at(until));
  return points;
}
