import { COURT_HALF_HEIGHT, COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { courtY, fitCourt, toScreen } from "../../src/layout/court-transform.ts";

const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
const size = fc.integer({ min: 200, max: 4000 });
const edge = fc.integer({ min: 0, max: 40 });
const insets = fc.record({ top: edge, right: edge, bottom: edge, left: edge });

test("a wide window has the own paddle on the left", () => {
  const fit = fitCourt(1600, 900, NONE);
  expect(fit).toEqual({ scale: 1, x: 800, y: 450, upright: false, facing: false });
  expect(toScreen(fit, -COURT_HALF_WIDTH, -COURT_HALF_HEIGHT)).toEqual({ x: 0, y: 0 });
});

test("a tall window has the own paddle at the bottom", () => {
  const fit = fitCourt(900, 1600, NONE);
  expect(fit).toEqual({ scale: 1, x: 450, y: 800, upright: true, facing: false });
  expect(toScreen(fit, -COURT_HALF_WIDTH, -COURT_HALF_HEIGHT)).toEqual({ x: 0, y: 1600 });
});

test("the whole court is inside the window, and touches an edge", () => {
  fc.assert(
    fc.property(size, size, insets, (width, height, free) => {
      const fit = fitCourt(width, height, free);
      const a = toScreen(fit, -COURT_HALF_WIDTH, -COURT_HALF_HEIGHT);
      const b = toScreen(fit, COURT_HALF_WIDTH, COURT_HALF_HEIGHT);
      const room = [
        Math.min(a.x, b.x) - free.left,
        width - free.right - Math.max(a.x, b.x),
        Math.min(a.y, b.y) - free.top,
        height - free.bottom - Math.max(a.y, b.y),
      ];
      expect(Math.min(...room)).toBeCloseTo(0, 6);
    }),
  );
});

test("a pointer on the paddle steers to where the paddle is", () => {
  fc.assert(
    fc.property(size, size, insets, fc.integer({ min: -370, max: 370 }), (w, h, free, y) => {
      const fit = fitCourt(w, h, free);
      const at = toScreen(fit, -740, y);
      expect(courtY(fit, at.x, at.y)).toBeCloseTo(y, 6);
    }),
  );
});
