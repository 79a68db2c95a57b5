/** One keyboard, two players: whose a key is. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { directionIn, keySets } from "../../src/input/key-sets.ts";
import { assignKey, DEFAULT_KEYS } from "../../src/settings/key-map.ts";

test("the first set of keys is the left player's and the second the right one's", () => {
  const [left, right] = keySets(DEFAULT_KEYS);
  expect(["KeyW", "KeyS"].map((code) => directionIn(left, code, false))).toEqual([-1, 1]);
  expect(["ArrowUp", "ArrowDown"].map((code) => directionIn(right, code, false))).toEqual([-1, 1]);
  for (const code of ["ArrowUp", "ArrowDown"]) expect(directionIn(left, code, true)).toBeNull();
  // On a standing court both have sideways keys, too.
  expect(directionIn(left, "KeyA", false)).toBeNull();
  expect(["KeyA", "KeyD"].map((code) => directionIn(left, code, true))).toEqual([-1, 1]);
  expect(["ArrowLeft", "KeyA"].map((code) => directionIn(right, code, true))).toEqual([-1, null]);
});

test("chosen keys count; where a player would lack one, both have the usual ones", () => {
  const chosen = assignKey(assignKey(DEFAULT_KEYS, "up", 1, "KeyI"), "down", 1, "KeyA");
  const [left, right] = keySets(chosen);
  expect([right.up, right.down]).toEqual(["KeyI", "KeyA"]);
  // A key has one job.
  expect(directionIn(left, "KeyA", true)).toBeNull();
  expect(keySets(assignKey(DEFAULT_KEYS, "up", 0, "ArrowUp"))).toEqual(keySets(DEFAULT_KEYS));
});

test("no key is both players'", () => {
  const codes = ["KeyW", "KeyS", "KeyA", "KeyD", "KeyI", "ArrowUp", "ArrowLeft", "ArrowRight"];
  const code = fc.constantFrom(...codes);
  const changes = fc.array(fc.tuple(fc.constantFrom("up", "down"), fc.constantFrom(0, 1), code));
  fc.assert(
    fc.property(changes, code, fc.boolean(), (all, pressed, upright) => {
      let keys = DEFAULT_KEYS;
      for (const [way, set, which] of all) {
        keys = assignKey(keys, way as "up" | "down", set as 0 | 1, which);
      }
      const [left, right] = keySets(keys);
      const ways = [left, right].map((set) => directionIn(set, pressed, upright));
      expect(ways.filter((way) => way !== null).length).toBeLessThanOrEqual(1);
    }),
  );
});
