import { ballX, ballY, contactTime, serve } from "@quickpong/shared/ball.ts";
import { BALL_MAX_Y, LEFT, RIGHT } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cornersOf } from "../../../src/render/canvas2d/flight-path.ts";

const flight = fc
  .record({
    side: fc.constantFrom(LEFT, RIGHT),
    y: fc.double({ min: -400, max: 400, noNaN: true }),
    speed: fc.double({ min: 5, max: 32, noNaN: true }),
    slope: fc.double({ min: -0.85, max: 0.85, noNaN: true }),
  })
  .map(({ side, y, speed, slope }) =>
    serve({ ...CLASSIC_RULES, serveSpeed: speed * 60 }, 10, side, y, slope),
  );

test("the corners begin at the start, end at the ball and turn at the walls", () => {
  fc.assert(
    fc.property(flight, fc.double({ min: 0.01, max: 1, noNaN: true }), (each, share) => {
      const until = each.start + share * (contactTime(each) - each.start);
      const corners = cornersOf(each, until);
      expect(corners[0]).toEqual([0, ballY(each, each.start)]);
      expect(corners.at(-1)).toEqual([ballX(each, until), ballY(each, until)]);
      for (const [, y] of corners.slice(1, -1)) expect(Math.abs(y)).toBeCloseTo(BALL_MAX_Y, 6);
    }),
  );
});

test("a level flight has no corners between", () => {
  expect(cornersOf(serve(CLASSIC_RULES, 0, LEFT, 50, 0), 30)).toHaveLength(2);
});
