import { expect, test } from "vitest";
import { Overload } from "../src/match/overload.ts";

/** Looks at these latenesses (ms), one a second; says after which ones there was overload. */
function after(...latenesses: number[]): boolean[] {
  const overload = new Overload();
  return latenesses.map((lateness) => {
    overload.look(lateness);
    return overload.overloaded;
  });
}

test("a stall is no overload, three seconds of lateness are", () => {
  expect(after(2, 500, 500, 2, 40, 40)).not.toContain(true);
  expect(after(40, 40, 40)).toEqual([false, false, true]);
});

test("it is over after five seconds in a row without", () => {
  const late = [40, 40, 40];
  expect(after(...late, 2, 2, 2, 2, 2).at(-1)).toBe(false);
  expect(after(...late, 2, 2, 2, 2, 20, 2, 2, 2, 2).at(-1)).toBe(true);
});
