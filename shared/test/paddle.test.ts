import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PADDLE_PLANE } from "../src/court.ts";
import {
  clampPaddle,
  nextSegment,
  paddleAt,
  roundToGrid,
  type Segment,
  trackAt,
} from "../src/paddle.ts";
import { paddleSpeed } from "../src/rules.ts";
import { between, paddleHeights, RANGE, rules, segments } from "./support/arbitraries.ts";

const SPEED = paddleSpeed(rules);

/** Inputs at these distances in ticks, as segments. */
function trackOf(inputs: readonly (readonly [wait: number, target: number])[]): Segment[] {
  const track: Segment[] = [{ tick: 0, y: 0, target: 0 }];
  for (const [wait, target] of inputs) {
    const last = track.at(-1) as Segment;
    track.push(nextSegment(rules, last, last.tick + wait, target));
  }
  return track;
}
const inputLists = fc.array(fc.tuple(fc.integer({ min: 0, max: 40 }), between(-500, 500)), {
  maxLength: 60,
});

describe("a paddle", () => {
  it("PADDLE-1: is 160 long, 740 from the middle and never beyond 370", () => {
    expect([rules.paddleLength, PADDLE_PLANE, RANGE]).toEqual([160, 740, 370]);
    fc.assert(
      fc.property(inputLists, between(0, 2000), (inputs, t) => {
        expect(Math.abs(trackAt(rules, trackOf(inputs), t))).toBeLessThanOrEqual(370);
      }),
    );
  });

  it("PADDLE-2: moves at 1,100 a second until it is there", () => {
    expect(SPEED * 60).toBeCloseTo(1100, 9);
    fc.assert(
      fc.property(segments, between(0, 100), (segment, wait) => {
        const way = segment.target - segment.y;
        const moved = paddleAt(rules, segment, segment.tick + wait) - segment.y;
        const expected = Math.sign(way) * Math.min(Math.abs(way), SPEED * wait);
        expect(moved).toBeCloseTo(expected, 7);
      }),
    );
  });

  it("PADDLE-3: heights that travel are multiples of 1/64, halves away from zero", () => {
    expect([1 / 128, -1 / 128, 3 / 128, 0.007, -0].map(roundToGrid)).toEqual([
      1 / 64,
      -1 / 64,
      2 / 64,
      0,
      0,
    ]);
    fc.assert(
      fc.property(between(-400, 400), (y) => {
        expect(Number.isInteger(roundToGrid(y) * 64)).toBe(true);
        expect(Math.abs(roundToGrid(y) - y)).toBeLessThanOrEqual(1 / 128);
        expect(roundToGrid(-y) + roundToGrid(y)).toBe(0);
      }),
    );
  });

  it("PADDLE-4: a segment begins where the last one ends, but for the grid", () => {
    fc.assert(
      fc.property(segments, fc.integer({ min: -5, max: 60 }), paddleHeights, (last, wait, to) => {
        const next = nextSegment(rules, last, last.tick + wait, to);
        const before = wait <= 0 ? last.y : paddleAt(rules, last, next.tick);
        expect(Math.abs(next.y - before)).toBeLessThanOrEqual(1 / 128);
        expect(next.target).toBe(to);
      }),
    );
  });

  it("PADDLE-4: its place at a time is by the last segment that has begun", () => {
    const track = trackOf([
      [10, 100],
      [0, -100],
      [5, 300],
    ]);
    const speeds = [0, 10, 12, 15, 16].map((t) => trackAt(rules, track, t) / SPEED);
    for (const [i, expected] of [0, 0, -2, -5, -4].entries()) {
      expect(speeds[i]).toBeCloseTo(expected, 2);
    }
  });

  it("PADDLE-5: a target outside means the end, nonsense means the middle", () => {
    const ends = [371, 1e30, Infinity, -370.01, -Infinity, Number.NaN];
    expect(ends.map((end) => clampPaddle(rules, end))).toEqual([370, 370, 370, -370, -370, 0]);
  });

  it("PADDLE-6: no pace of inputs carries it 0.05 % beyond its speed", () => {
    let most = 0;
    for (let every = 1; every <= 30; every++) {
      const track: Segment[] = [{ tick: 0, y: -RANGE, target: -RANGE }];
      for (let tick = 0; tick <= 30; tick += every) {
        track.push(nextSegment(rules, track.at(-1) as Segment, tick, RANGE));
      }
      const moved = trackAt(rules, track, 30) + RANGE;
      most = Math.max(most, moved / (30 * SPEED) - 1);
    }
    expect(most).toBeLessThan(0.0005);
    fc.assert(
      fc.property(inputLists, (inputs) => {
        const track = trackOf(inputs);
        for (const [i, after] of track.entries()) {
          const before = track[i - 1] ?? after;
          const ticks = after.tick - before.tick;
          expect(Math.abs(after.y - before.y)).toBeLessThanOrEqual(SPEED * ticks + 1 / 128);
        }
      }),
    );
  });
});
