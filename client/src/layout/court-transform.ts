/**
 * The one transform between court units and the screen (CSS pixels). Pure.
 *
 * In landscape the local player is on the left. In portrait the court is turned a quarter to the
 * left, so that the own paddle lies at the bottom, under the thumb; up on the court is then left.
 */
import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";

export interface CourtTransform {
  /** CSS pixels per court unit. */
  scale: number;
  /** Where the court's centre is (CSS px). */
  x: number;
  y: number;
  /** Whether the court stands up. */
  upright: boolean;
  /** Whether a player sits at each end of a standing court: what is the far one's is turned round. */
  facing: boolean;
}

/** Space that the court leaves free at the edges of the window (CSS px). */
export interface Insets {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/**
 * The largest court that fits, lying or standing, whichever shows more. With `table` the device lies
 * between its two players.
 */
export function fitCourt(
  width: number,
  height: number,
  insets: Insets,
  table = false,
): CourtTransform {
  const wide = Math.max(1, width - insets.left - insets.right);
  const high = Math.max(1, height - insets.top - insets.bottom);
  const lying = Math.min(wide / (2 * COURT_HALF_WIDTH), high / (2 * COURT_HALF_HEIGHT));
  const standing = Math.min(wide / (2 * COURT_HALF_HEIGHT), high / (2 * COURT_HALF_WIDTH));
  return {
    scale: Math.max(lying, standing),
    x: insets.left + wide / 2,
    y: insets.top + high / 2,
    upright: standing > lying,
    facing: table && standing > lying,
  };
}

/** Screen position of a place on the court. */
export function toScreen(fit: CourtTransform, x: number, y: number): { x: number; y: number } {
  return fit.upright
    ? { x: fit.x + y * fit.scale, y: fit.y - x * fit.scale }
    : { x: fit.x + x * fit.scale, y: fit.y + y * fit.scale };
}

/** The court's y under a place on the screen: what a pointer there steers to. */
export function courtY(fit: CourtTransform, screenX: number, screenY: number): number {
  return fit.upright ? (screenX - fit.x) / fit.scale : (screenY - fit.y) / fit.scale;
}

/** In whose half of the screen a place is. */
export function sideAt(fit: CourtTransform, screenX: number, screenY: number): "own" | "opponent" {
  return (fit.upright ? screenY > fit.y : screenX < fit.x) ? "own" : "opponent";
}
