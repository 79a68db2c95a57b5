import { expect, test } from "vitest";
import { createMatchClock } from "../src/match-clock.ts";

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
