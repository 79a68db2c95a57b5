/** Lines of light with plain Canvas 2D: a soft wide stroke under a bright thin one. */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import type { CourtTransform } from "../../layout/court-transform.ts";
import type { Point } from "./flight-path.ts";

/** Lets everything that follows be drawn in court units, clipped to the court. */
export function enterCourt(c: CanvasRenderingContext2D, fit: CourtTransform): void {
  c.translate(fit.x, fit.y);
  c.scale(fit.scale, fit.scale);
  if (fit.upright) c.rotate(-Math.PI / 2);
  c.beginPath();
  c.rect(-COURT_HALF_WIDTH, -COURT_HALF_HEIGHT, 2 * COURT_HALF_WIDTH, 2 * COURT_HALF_HEIGHT);
  c.clip();
  c.lineCap = "round";
  c.lineJoin = "round";
}

/** Draws one line through the points. */
export function strokeLight(
  c: CanvasRenderingContext2D,
  points: readonly Point[],
  colour: string,
  alpha: number,
): void {
  c.beginPath();
  for (const [x, y] of points) c.lineTo(x, y);
  c.strokeStyle = colour;
  for (const [width, share] of [
    [18, 0.07],
    [9, 0.13],
    [2.6, 0.9],
  ] as const) {
    c.lineWidth = width;
    c.globalAlpha = alpha * share;
    c.stroke();
  }
  c.globalAlpha = 1;
}
