import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../src/random.ts";

describe("random numbers", () => {
  it("RANDOM-1: are mulberry32's, known from elsewhere", () => {
    const random = randomFrom(0);
    expect([random(), random(), random()]).toEqual([
      0.26642920868471265, 0.0003297457005828619, 0.2232720274478197,
    ]);
  });

  it("RANDOM-1: are in [0, 1), the same ones from the same seed", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [random, again] = [randomFrom(seed), randomFrom(seed)];
        for (let i = 0; i < 10; i++) {
          const value = random();
          expect(value >= 0 && value < 1).toBe(true);
          expect(again()).toBe(value);
        }
      }),
    );
  });

  it("RANDOM-1: spread evenly", () => {
    const random = randomFrom(42);
    const bins = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 20_000; i++) bins[Math.floor(random() * 10)]!++;
    // 2,000 each, with a standard deviation of 42.
    for (const bin of bins) expect(Math.abs(bin - 2000)).toBeLessThan(200);
  });
});
