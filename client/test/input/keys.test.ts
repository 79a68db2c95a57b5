import { expect, test } from "vitest";
import { directionOf } from "../../src/input/keys.ts";
import { assignKey, DEFAULT_KEYS, readKeyMap } from "../../src/settings/key-map.ts";

test("both sets steer, and on a standing court sideways keys, too", () => {
  expect(["KeyW", "ArrowUp", "KeyS", "ArrowDown"].map((code) => directionOf(code, false))).toEqual([
    -1, -1, 1, 1,
  ]);
  expect(directionOf("KeyA", false)).toBeNull();
  expect(directionOf("KeyA", true)).toBe(-1);
});

test("a key has one job: whoever gets it, takes it", () => {
  const keys = assignKey(DEFAULT_KEYS, "down", 0, "KeyW");
  expect(keys).toEqual({ up: ["", "ArrowUp"], down: ["KeyW", "ArrowDown"] });
  expect(directionOf("KeyW", false, keys)).toBe(1);
  expect(directionOf("KeyA", true, assignKey(DEFAULT_KEYS, "down", 1, "KeyA"))).toBe(1);
});

test("keys that mean something else everywhere can't be taken", () => {
  expect(assignKey(DEFAULT_KEYS, "up", 0, "Escape")).toBe(DEFAULT_KEYS);
  expect(assignKey(DEFAULT_KEYS, "up", 0, "")).toBe(DEFAULT_KEYS);
});

test("what storage holds is taken only when one can play with it", () => {
  const kept = { up: ["KeyI", ""], down: ["KeyK", ""] };
  expect(readKeyMap(kept)).toEqual(kept);
  const broken = [null, 3, {}, { up: ["", ""], down: ["KeyK", ""] }, { up: [1, 2], down: [3, 4] }];
  for (const each of broken) expect(readKeyMap(each)).toBe(DEFAULT_KEYS);
});
