/** What one of two players has of the devices, and the other has not. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { halfOfScreen, onePad, someKeys } from "../../src/input/devices.ts";
import { keySets } from "../../src/input/key-sets.ts";
import { NO_PADS } from "../../src/input/pad-state.ts";
import { fitCourt, sideAt, toScreen } from "../../src/layout/court-transform.ts";
import { DEFAULT_KEYS } from "../../src/settings/key-map.ts";

const NO_INSETS = { top: 0, right: 0, bottom: 0, left: 0 };

test("a finger is of the half in which it comes down, standing or lying; the mouse is nobody's", () => {
  const size = fc.integer({ min: 200, max: 3000 });
  const place = fc.record({
    x: fc.integer({ min: -790, max: 790 }),
    y: fc.integer({ min: -440, max: 440 }),
  });
  fc.assert(
    fc.property(size, size, place, (width, height, { x, y }) => {
      const fit = fitCourt(width, height, NO_INSETS, true);
      const at = toScreen(fit, x, y);
      if (x === 0) return;
      const side = x < 0 ? "own" : "opponent";
      expect(sideAt(fit, at.x, at.y)).toBe(side);
      const touch = { pointerType: "touch", clientX: at.x, clientY: at.y };
      const halves = (["own", "opponent"] as const).map((each) => halfOfScreen(() => fit, each));
      expect(halves.map((half) => half.pointer(touch))).toEqual([x < 0, x > 0]);
      expect(halves.map((half) => half.pointer({ ...touch, pointerType: "mouse" }))).toEqual([
        false,
        false,
      ]);
    }),
  );
});

test("one player's devices leave the other's alone", () => {
  const [left] = keySets(DEFAULT_KEYS);
  const keys = someKeys(() => [left]);
  expect([keys.direction("KeyW", false), keys.direction("ArrowUp", false)]).toEqual([-1, null]);
  expect(keys.pads()).toBe(NO_PADS);
  const pad = onePad(() => ({ ...NO_PADS, y: 1 }));
  expect([pad.pads().y, pad.direction("KeyW", false)]).toEqual([1, null]);
});
