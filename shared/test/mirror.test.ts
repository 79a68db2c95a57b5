import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballX, ballY, contactTime, contactY, goalTime, returned, wallHits } from "../src/ball.ts";
import { nextSegment, paddleAt } from "../src/paddle.ts";
import { between, flights, paddleHeights, REACH, rules, segments } from "./support/arbitraries.ts";
import { expectSame, sameButZeros } from "./support/fingerprint.ts";
import { leftRight, type Mirror, playBoth, reflect, topBottom } from "./support/mirror.ts";
import { CALM, play, WILD } from "./support/play.ts";

/** Bitwise, but a mirrored 0 may be -0. */
const alike = (a: number, b: number): void => expect(a + 0).toBe(b + 0);
const mirrors: [string, Mirror, number, number][] = [
  ["left-right", leftRight, -1, 1],
  ["top-bottom", topBottom, 1, -1],
];

describe.each(mirrors)("a %s mirror", (_name, mirror, signX, signY) => {
  it("COURT-3: turns the ball's signs and nothing else", () => {
    fc.assert(
      fc.property(flights, between(0, 200), between(-REACH, REACH), (flight, wait, gap) => {
        const image = mirror.flight(flight);
        const t = flight.start + wait;
        alike(ballX(image, t), signX * ballX(flight, t));
        alike(ballY(image, t), signY * ballY(flight, t));
        alike(contactY(image), signY * contactY(flight));
        for (const of of [contactTime, goalTime]) alike(of(image), of(flight));
        alike(wallHits(image, t), wallHits(flight, t));
        const next = returned(rules, { ...flight, gap }, 0);
        const nextImage = returned(rules, { ...image, gap: signY * gap }, 0);
        expectSame(nextImage, mirror.flight(next), sameButZeros);
      }),
    );
  });

  it("COURT-3: turns the paddle's signs and nothing else", () => {
    fc.assert(
      fc.property(segments, between(0, 100), paddleHeights, (segment, wait, target) => {
        const image = mirror.segment(segment);
        const t = segment.tick + wait;
        alike(paddleAt(rules, image, t), signY * paddleAt(rules, segment, t));
        const next = nextSegment(rules, segment, Math.floor(t), target);
        const nextImage = nextSegment(rules, image, Math.floor(t), signY * target);
        expectSame(nextImage, mirror.segment(next), sameButZeros);
      }),
    );
  });

  it.each([
    ["calm", CALM],
    ["wild", WILD],
  ])("COURT-3: leaves a %s match the same at every tick", (_kind, options) => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        playBoth(play(seed, { ...options, ticks: 1200 }), mirror, (match, image) => {
          expectSame(image, reflect(match, mirror), sameButZeros);
        });
      }),
      { numRuns: 3 },
    );
  });
});
