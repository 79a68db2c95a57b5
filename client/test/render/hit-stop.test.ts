import { expect, test } from "vitest";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";
import { HitStop } from "../../src/render/hit-stop.ts";

const DELTA = 1000 / 60;

/** The drawn way of a ball from the own paddle (u from its plane), one number a frame. */
function drawn(speed: number, frames: number): number[] {
  const stop = new HitStop();
  const hit: MatchEvent = { type: "hit", by: "own", y: 0, gap: 0, speed, hits: 1 };
  return Array.from({ length: frames }, (_, i) => {
    const ball = { x: -740 + i * speed, y: 0, vx: speed, vy: 0, stalled: false };
    const frame = { ball, events: i === 0 ? [hit] : [] } as unknown as ViewFrame;
    return (stop.apply(frame, DELTA).ball?.x ?? 0) + 740;
  });
}

test("a hard hit holds the ball for a moment and is caught up with in under 80 ms", () => {
  const [, first = 0, second = 0, ...later] = drawn(30, 8);
  expect(first).toBeLessThan(30 * 0.2);
  expect(second).toBeLessThan(60 * 0.5);
  expect(later.slice(2)).toEqual([150, 180, 210]);
});

test("a usual serve's ball is drawn where it is", () => {
  expect(drawn(12, 4)).toEqual([0, 12, 24, 36]);
});
