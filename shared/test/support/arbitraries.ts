/** Flights, segments and numbers for properties. */
import * as fc from "fast-check";
import { type Flight, reachAt, returned, ruleContact, serve } from "../../src/ball.ts";
import { LEFT, RIGHT, SERVE_MAX_Y, type Side } from "../../src/court.ts";
import { PADDLE_GRID, type Segment } from "../../src/paddle.ts";
import {
  CLASSIC_RULES,
  PACES,
  paddleRange,
  RULE_NAMES,
  RULE_RANGES,
  type RuleName,
  type Rules,
} from "../../src/rules.ts";

export const between = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true });
export const sides: fc.Arbitrary<Side> = fc.constantFrom(LEFT, RIGHT);

/** What these flights and segments go by; rules.test.ts has others. */
export const rules = CLASSIC_RULES;
export const REACH = reachAt(rules, { hits: 0 });
export const RANGE = paddleRange(rules);

/** A height where a paddle may be, on the grid. */
export const paddleHeights = fc
  .integer({ min: -RANGE * PADDLE_GRID, max: RANGE * PADDLE_GRID })
  .map((steps) => steps / PADDLE_GRID);

export const serves: fc.Arbitrary<Flight> = fc
  .record({
    start: fc.integer({ min: 0, max: 1_000_000 }),
    side: sides,
    y: between(-SERVE_MAX_Y, SERVE_MAX_Y),
    pace: fc.constantFrom(...PACES),
    slope: between(-rules.serveSlope, rules.serveSlope),
  })
  .map(({ start, side, y, pace, slope }) => serve({ ...rules, pace }, start, side, y, slope));

/** Rules the contact with the paddle `gap` below or above the ball. */
export const hitWith = (flight: Flight, gap: number): Flight =>
  returned(rules, { ...ruleContact(rules, flight, 0), gap, ruling: "hit" }, 0);

/** Where the paddle was taken by the ball, for a rally of that many hits. */
export const gapLists = fc.array(between(-REACH, REACH), { maxLength: 40 });

/** Any flight that a rally can come to. */
export const flights: fc.Arbitrary<Flight> = fc
  .tuple(serves, gapLists)
  .map(([first, gaps]) => gaps.reduce((flight, gap) => hitWith(flight, gap), first));

/** A flight at the greatest speed, as steep as given. */
export const fastest = (slope: number): Flight => ({
  ...serve({ ...rules, serveSpeed: rules.speedLimit }, 0, RIGHT, 0, slope),
  hits: 30,
});

export const segments: fc.Arbitrary<Segment> = fc.record({
  tick: fc.integer({ min: 0, max: 1_000_000 }),
  y: paddleHeights,
  target: paddleHeights,
});

const ruleNumbers = fc.record(
  Object.fromEntries(
    RULE_NAMES.map((name) => {
      const { min, max, per } = RULE_RANGES[name];
      const steps = fc.integer({ min: Math.round(min * per), max: Math.round(max * per) });
      return [name, steps.map((n) => n / per)];
    }),
  ) as Record<RuleName, fc.Arbitrary<number>>,
);

/** Any valid rules. */
export const anyRules: fc.Arbitrary<Rules> = ruleNumbers.map((numbers) => {
  const fits = { ...numbers };
  fits.shortest = Math.min(fits.shortest, fits.paddleLength);
  if (fits.forward === 0)
    Object.assign(fits, { swing: 0, edgePace: 0, edgeSlope: Math.min(0.95, fits.edgeSlope) });
  const { min, max } = RULE_RANGES.speedLimit;
  const fastestServe = Math.ceil(fits.serveSpeed * fits.pace);
  fits.speedLimit = Math.min(max, Math.max(min, fastestServe, fits.speedLimit));
  return { ...fits, inputPolicy: "stamped" };
});
