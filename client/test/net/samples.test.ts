import { Samples } from "@quickpong/client/net/samples.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { expect, it } from "vitest";

it("gives the quantiles of the last 10 s, of 200 samples at most and 6 at least", () => {
  const random = randomFrom(5);
  const samples = new Samples();
  let all: { at: number; value: number }[] = [];
  for (let now = 0; now < 60_000; now += 250) {
    // Many at once, then few, then a long silence; values that repeat.
    const count = now < 20_000 ? 9 : now < 35_000 || now > 55_000 ? 1 : 0;
    for (let i = 0; i < count; i++) {
      const sample = { at: now, value: Math.round((random() - 0.5) * 40) / 4 + 0 };
      samples.add(sample.at, sample.value);
      all.push(sample);
    }
    samples.update(now);
    const newest = all.slice(-200);
    all = newest.filter(({ at }, i) => at >= now - 10_000 || i >= newest.length - 6);
    const sorted = all.map(({ value }) => value).sort((a, b) => a - b);
    expect(samples.size).toBe(sorted.length);
    for (const q of [0, 0.5, 0.88, 0.97, 0.999]) {
      expect(samples.quantile(q)).toBe(sorted[Math.floor(q * sorted.length)]);
    }
  }
});

it("takes no notice of what is not a number, and forgets when told to", () => {
  const samples = new Samples();
  samples.add(0, Number.NaN);
  samples.add(0, Number.POSITIVE_INFINITY);
  samples.update(0);
  expect(samples.quantile(0.5)).toBeNaN();
  samples.add(0, 3);
  samples.update(0);
  expect(samples.quantile(0.5)).toBe(3);
  samples.clear();
  samples.update(0);
  expect(samples.quantile(0.5)).toBeNaN();
});
