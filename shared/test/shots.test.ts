/** What a good shot is worth: by the default some come where the other can't be in time, by Classic none did. */
import { expect, it } from "vitest";
import { contactTime, contactY, reachAt, returned, serve } from "../src/ball.ts";
import { LEFT } from "../src/court.ts";
import {
  CLASSIC_RULES,
  DEFAULT_RULES,
  paddleRange,
  paddleSpeed,
  type Rules,
} from "../src/rules.ts";

const STEPS = 20;

/** Balls hit from every height with every part of the left paddle, after `hits` hits of a rally. */
function shots(rules: Rules, hits: number) {
  const speed = Math.min(
    rules.serveSpeed * rules.gain ** hits,
    rules.speedLimit / (rules.forward === 1 ? 1 : rules.gain),
  );
  const steps = Array.from({ length: 2 * STEPS + 1 }, (_, i) => i / STEPS - 1);
  return steps.flatMap((height) =>
    steps.map((off) => {
      const { vx, ...coming } = serve({ ...rules, serveSpeed: speed }, 0, LEFT, 400 * height, 0);
      const gap = off * reachAt(rules, { hits });
      return returned(rules, { ...coming, vx, hits, gap, ruling: "hit" }, 0, 0);
    }),
  );
}

/** Shots that no paddle reaches from the end of its way that is further off, and one in the middle does. */
const fromMiddleOnly = (rules: Rules, hits: number) =>
  shots(rules, hits).filter((flight) => {
    const reach = paddleSpeed(rules) * contactTime(flight) + reachAt(rules, flight);
    const comes = Math.abs(contactY(flight));
    return comes <= reach && comes + paddleRange(rules) > reach;
  });

it("RULES-7: some shots late in a rally are out of reach from a wrong place, and not from the middle", () => {
  for (const hits of [10, 12, 14]) {
    const [some, all] = [fromMiddleOnly(DEFAULT_RULES, hits), shots(DEFAULT_RULES, hits)];
    expect(some.length / all.length, `after ${hits} hits`).toBeGreaterThan(0.01);
    expect(fromMiddleOnly(CLASSIC_RULES, hits)).toEqual([]);
  }
});
