/** Where a rating's points and the lines behind them are drawn, in a square of 1 by 1. Pure. */
import type { RatingPoint } from "@quickpong/shared/protocol/players.ts";

export interface RatingCurve {
  /** One for each rated match, x from 0 to 1 in equal steps, y from 0 (top) to 1. */
  points: readonly { x: number; y: number }[];
  /** Round ratings, from high to low. */
  lines: readonly { rating: number; y: number }[];
}

/** So much is shown at least, so that 3 points up look like 3 points up. */
const RANGE_MIN = 100;
const STEPS = [25, 50, 100, 200, 500, 1000];
const LINES_MAX = 4;
/** Kept free above and below the line, as a part of its range. */
const ROOM = 0.08;

/** Of at least one point. */
export function curveOf(points: readonly RatingPoint[]): RatingCurve {
  const ratings = points.map(({ rating }) => rating);
  const [low, high] = [Math.min(...ratings), Math.max(...ratings)];
  const range = Math.max(RANGE_MIN, high - low) * (1 + 2 * ROOM);
  const top = (low + high) / 2 + range / 2;
  const yOf = (rating: number) => (top - rating) / range;
  const last = Math.max(1, ratings.length - 1);
  return {
    points: ratings.map((rating, n) => ({
      x: ratings.length === 1 ? 0.5 : n / last,
      y: yOf(rating),
    })),
    lines: linesIn(top - range, top).map((rating) => ({ rating, y: yOf(rating) })),
  };
}

function linesIn(from: number, to: number): number[] {
  const step = STEPS.find((each) => (to - from) / each < LINES_MAX) ?? (to - from) / LINES_MAX;
  const lines: number[] = [];
  for (let line = Math.floor(to / step) * step; line >= from; line -= step) lines.push(line);
  return lines;
}

/** Lowest and highest, first and last. */
export function extremesOf(points: readonly RatingPoint[]) {
  const ratings = points.map(({ rating }) => rating);
  return {
    first: ratings[0] ?? 0,
    last: ratings.at(-1) ?? 0,
    low: Math.min(...ratings),
    high: Math.max(...ratings),
  };
}
