import { expect, test } from "vitest";
import { isTap } from "../../src/input/tap.ts";

const at = (clientX: number, clientY: number, timeStamp: number) => ({
  clientX,
  clientY,
  timeStamp,
});

test.each([
  ["on the spot", at(103, 96, 180), true],
  ["too far", at(120, 100, 180), false],
  ["too long", at(100, 100, 600), false],
])("a finger that is lifted %s", (_, up, tap) => {
  expect(isTap(at(100, 100, 0), up)).toBe(tap);
});
