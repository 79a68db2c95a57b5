/** Flights, segments and numbers for properties. */
import * as fc from "fast-check";
import { type Flight, returned, ruleContact, serve } from "../../src/ball.ts";
import {
  LEFT,
  MAX_BALL_SPEED,
  PADDLE_MAX_Y,
  REACH,
  RIGHT,
  SERVE_MAX_Y,
  SERVE_SLOPE,
  SERVE_SPEED,
  type Side,
} from "../../src/court.ts";
import { PACES } from "../../src/match.ts";
import { PADDLE_GRID, type Segment } from "../../src/paddle.ts";

export const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });
export const sides: fc.Arbitrary<Side> = fc.constantFrom(LEFT, RIGHT);

/** A height where a paddle may be, on the grid. */
export const paddleHeights = fc
  .integer({ min: -PADDLE_MAX_Y * PADDLE_GRID, max: PADDLE_MAX_Y * PADDLE_GRID })
  .map((steps) => steps / PADDLE_GRID);

export const serves: fc.Arbitrary<Flight> = fc
  .record({
    start: fc.integer({ min: 0, max: 1_000_000 }),
    side: sides,
    y: between(-SERVE_MAX_Y, SERVE_MAX_Y),
    pace: fc.constantFrom(...PACES),
    slope: between(-SERVE_SLOPE, SERVE_SLOPE),
  })
  .map(({ start, side, y, pace, slope }) => serve(start, side, y, SERVE_SPEED * pace, slope));

/** Rules the contact with the paddle `gap` below or above the ball. */
export const hitWith = (flight: Flight, gap: number): Flight =>
  returned({ ...ruleContact(flight, 0), gap, ruling: "hit" });

/** Where the paddle was taken by the ball, for a rally of that many hits. */
export const gapLists = fc.array(between(-REACH, REACH), { maxLength: 40 });

/** Any flight that a rally can come to. */
export const flights: fc.Arbitrary<Flight> = fc
  .tuple(serves, gapLists)
  .map(([first, gaps]) => gaps.reduce(hitWith, first));

/** A flight at the greatest speed, as steep as given. */
export const fastest = (slope: number): Flight => ({
  ...serve(0, RIGHT, 0, MAX_BALL_SPEED, slope),
  hits: 30,
});

export const segments: fc.Arbitrary<Segment> = fc.record({
  tick: fc.integer({ min: 0, max: 1_000_000 }),
  y: paddleHeights,
  target: paddleHeights,
});
