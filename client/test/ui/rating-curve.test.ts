import fc from "fast-check";
import { expect, test } from "vitest";
import { curveOf, extremesOf } from "../../src/ui/rating-curve.ts";

const pointsOf = (...ratings: number[]) => ratings.map((rating, n) => ({ at: n, rating }));

test("matches stand at equal distances, higher ratings higher up", () => {
  const { points } = curveOf(pointsOf(1500, 1600, 1550));
  expect(points.map(({ x }) => x)).toEqual([0, 0.5, 1]);
  const [first, second, third] = points.map(({ y }) => y);
  expect(second).toBeLessThan(third as number);
  expect(third).toBeLessThan(first as number);
});

test("one match is a point in the middle", () => {
  const { points } = curveOf(pointsOf(1512));
  expect(points).toEqual([{ x: 0.5, y: expect.closeTo(0.5) }]);
});

test("three points up look like three points up", () => {
  const [before, after] = curveOf(pointsOf(1500, 1503)).points;
  expect((before?.y ?? 0) - (after?.y ?? 0)).toBeLessThan(0.05);
});

test("all of it is inside, with one to five lines at round ratings", () => {
  const ratings = fc.array(fc.integer({ min: 100, max: 3500 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(ratings, (all) => {
      const { points, lines } = curveOf(pointsOf(...all));
      for (const { x, y } of [...points, ...lines.map(({ y }) => ({ x: 0, y }))]) {
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
        expect(Math.max(x, y)).toBeLessThanOrEqual(1 + 1e-9);
      }
      expect(lines.length).toBeGreaterThanOrEqual(1);
      expect(lines.length).toBeLessThanOrEqual(5);
      for (const { rating } of lines) expect(rating % 25).toBe(0);
    }),
  );
});

test("a text says what the line shows", () => {
  expect(extremesOf(pointsOf(1500, 1610, 1440, 1520))).toEqual({
    ...{ first: 1500, last: 1520, low: 1440, high: 1610 },
  });
});
