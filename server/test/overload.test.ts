import { expect, test } from "vitest";
import { Overload } from "../src/match/overload.ts";

/** Looks at seconds with 100 turns each, so many of them late; says when there was overload. */
function after(...lateOfHundred: number[]): boolean[] {
  const overload = new Overload();
  let turns = 0;
  let late = 0;
  return lateOfHundred.map((more) => {
    turns += 100;
    late += more;
    overload.look({ turns, late });
    return overload.overloaded;
  });
}

test("a stall is no overload, five bad seconds in a row are", () => {
  expect(after(0, 100, 100, 100, 0, 20, 20, 20, 20)).not.toContain(true);
  expect(after(20, 20, 20, 20, 20)).toEqual([false, false, false, false, true]);
});

test("it is over after five good seconds in a row", () => {
  const bad = [20, 20, 20, 20, 20];
  expect(after(...bad, 0, 0, 0, 0, 0).at(-1)).toBe(false);
  expect(after(...bad, 0, 0, 0, 0, 3, 0, 0, 0, 0).at(-1)).toBe(true);
});

test("when nobody plays there is no overload", () => {
  const overload = new Overload();
  for (let n = 0; n < 10; n++) overload.look({ turns: 0, late: 0 });
  expect(overload.overloaded).toBe(false);
});
