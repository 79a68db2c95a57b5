import { contactTime, contactY, defenderOf, reachAt } from "@quickpong/shared/ball.ts";
import { LEFT, RIGHT, SIDES } from "@quickpong/shared/court.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { paddleRange } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { createDemoRally, DEMO_RULES } from "../../../src/render/canvas2d/demo-rally.ts";

test("the rally never ends and its paddles are where the ball is", () => {
  for (let seed = 0; seed < 20; seed++) {
    const rally = createDemoRally(randomFrom(seed));
    for (let hit = 0; hit < 50; hit++) {
      const flight = rally.flights.at(-1);
      if (!flight) throw new Error("no flight");
      const side = defenderOf(flight);
      rally.moveTo(contactTime(flight) - 1e-6);
      expect(Math.abs(rally.paddleY(side) - contactY(flight))).toBeLessThan(
        reachAt(DEMO_RULES, flight),
      );
      rally.moveTo(contactTime(flight));
      for (const each of SIDES) {
        expect(Math.abs(rally.paddleY(each))).toBeLessThanOrEqual(paddleRange(DEMO_RULES));
      }
    }
    expect(rally.flights.length).toBeLessThan(10);
  }
});

test("it serves to the right and goes back and forth", () => {
  const rally = createDemoRally(randomFrom(1));
  const first = rally.flights[0];
  expect(first && defenderOf(first)).toBe(RIGHT);
  rally.moveTo(first ? contactTime(first) + 1 : 0);
  const second = rally.flights.at(-1);
  expect(second && defenderOf(second)).toBe(LEFT);
});
