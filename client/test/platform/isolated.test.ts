import { expect, test, vi } from "vitest";
import { isolated } from "../../src/platform/isolated.ts";

test("an error ends with its part, and is reported once of each kind", () => {
  vi.useFakeTimers();
  const seen: number[] = [];
  const bad = (frame: number) => {
    throw new Error(frame === 2 ? "another" : "the same");
  };
  for (const frame of [0, 1, 2, 3]) {
    for (const part of [bad, (frame: number) => seen.push(frame)]) isolated(part, frame);
  }
  expect(seen).toEqual([0, 1, 2, 3]);
  expect(() => vi.advanceTimersToNextTimer()).toThrow("the same");
  expect(() => vi.advanceTimersToNextTimer()).toThrow("another");
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});
