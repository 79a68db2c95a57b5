import { randomFrom } from "@quickpong/shared/random.ts";
import { describe, expect, test } from "vitest";
import { FrameClock } from "../../src/render/frame-clock.ts";

/** Frames at `rate` Hz for 20 s, each up to 0.3 ms early or late; every 300th misses its turn. */
function framesAt(rate: number): number[] {
  const random = randomFrom(7);
  const frames: number[] = [];
  for (let n = 0; n < 20 * rate; n++) {
    if (n % 300 !== 299) frames.push(5000.3 + (n * 1000) / rate + 0.6 * (random() - 0.5));
  }
  return frames;
}

/** In steps of so many ms. */
const inSteps = (step: number) => (time: number) => Math.floor(time / step) * step;

/** As Firefox does it: each step begins at a moment of its own. */
const inUnevenSteps = (step: number) => (time: number) => {
  const n = Math.floor(time / step);
  const begin = randomFrom(n)();
  return time - n * step > begin * step ? (n + 1) * step : n * step;
};

const CLOCKS: Record<string, (time: number) => number> = {
  "1000/60 ms": inSteps(1000 / 60),
  "100 ms": inSteps(100),
  "uneven 1000/60 ms": inUnevenSteps(1000 / 60),
  "uneven 100 ms": inUnevenSteps(100),
};

describe.each([60, 90, 144])("at %i frames a second", (rate) => {
  const frames = framesAt(rate);

  test("a precise clock is left alone", () => {
    const clock = new FrameClock();
    for (const time of frames) expect(clock.take(time)).toBe(time);
    expect(clock.hopeless).toBe(false);
  });

  test.each(Object.entries(CLOCKS))("steps of %s become even time", (name, tell) => {
    const clock = new FrameClock();
    const told = frames.map((time) => clock.take(tell(time)));
    const settled = frames.findIndex((time) => time > 7000);
    const moves = told.slice(settled).map((time, i) => time - (told[settled + i - 1] as number));
    const even = moves.filter((move) => move > 500 / rate && move < 1500 / rate);
    expect(even.length / moves.length).toBeGreaterThan(0.99);
    expect(Math.min(...moves)).toBeGreaterThan(0);
    const off = told.slice(settled).map((time, i) => time - (frames[settled + i] as number));
    const spread = Math.max(...off) - Math.min(...off);
    expect(spread).toBeLessThan(name.includes("100") && !name.startsWith("1000") ? 60 : 30);
    expect(clock.hopeless).toBe(false);
  });
});

test("a clock that stood still for a second is hopeless, and a tab that was hidden is not", () => {
  const clock = new FrameClock();
  for (const time of framesAt(60)) clock.take(inSteps(1000)(time));
  expect(clock.hopeless).toBe(true);
  const hidden = new FrameClock();
  for (const time of framesAt(60)) hidden.take(inSteps(100)(time > 12_000 ? time + 60_000 : time));
  expect(hidden.hopeless).toBe(false);
  expect(hidden.now(0)).toBeGreaterThan(80_000);
});
