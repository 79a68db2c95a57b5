import { expect, test } from "vitest";
import { createMatchClock } from "../../src/match/match-clock.ts";

test("the clock follows the frames, stands still between them and skips a hidden tab", () => {
  const clock = createMatchClock(1000);
  clock.tick(1016);
  expect(clock.now()).toBe(1016);
  expect(clock.now()).toBe(1016);
  clock.tick(61_016);
  expect(clock.now()).toBe(1116);
  clock.tick(61_000);
  expect(clock.now()).toBe(1116);
});

test("told to rest, the clock stands, and a moment later it goes on from there", () => {
  const clock = createMatchClock(0);
  let now = 0;
  const pass = (ms: number) => {
    for (const end = now + ms; now < end; clock.tick(now)) now += 20;
  };
  pass(100);
  clock.rest(true);
  pass(60_000);
  expect([clock.now(), clock.resting]).toEqual([100, true]);
  clock.rest(false);
  pass(580);
  expect([clock.now(), clock.resting]).toEqual([100, true]);
  pass(20);
  expect(clock.resting).toBe(false);
  pass(40);
  expect(clock.now()).toBe(140);
});
