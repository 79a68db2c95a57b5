/** Where a replay goes, by time, by hand and over and over. */
import { TICK_MS } from "@quickpong/shared/court.ts";
import { expect, test } from "vitest";
import { Playhead, SPEEDS } from "../../src/replay/playhead.ts";
import { lastPoint, nextPoint, rallyAround } from "../../src/replay/points.ts";
import type { Rally } from "../../src/replay/rallies.ts";

const headAt = (t: number): Playhead => {
  const head = new Playhead(100, 1100);
  head.seek(t);
  return head;
};

test.each(SPEEDS)("at speed %d it goes so far in a second, and back again", (speed) => {
  const head = headAt(600);
  head.speed = speed;
  head.toggle();
  head.pass(1000);
  expect(head.t).toBeCloseTo(600 + 60 * speed);
  head.backwards = true;
  head.pass(1000);
  expect(head.t).toBeCloseTo(600);
});

test("it stops at the end, and begins again from there", () => {
  const head = headAt(1090);
  head.toggle();
  head.pass(1000);
  expect([head.t, head.playing]).toEqual([1100, false]);
  head.toggle();
  expect([head.t, head.playing]).toEqual([100, true]);
  head.backwards = true;
  head.pass(1000);
  expect([head.t, head.playing]).toEqual([100, false]);
  head.toggle();
  expect(head.t).toBe(1100);
});

test("frame by frame it stands at whole ticks", () => {
  const head = headAt(500.4);
  head.toggle();
  head.stepFrame(1);
  expect([head.t, head.playing]).toEqual([501, false]);
  head.stepFrame(1);
  head.stepFrame(-1);
  head.stepFrame(-1);
  expect(head.t).toBe(500);
});

test("a part is played over and over, until one looks elsewhere", () => {
  const head = headAt(200);
  head.range = { from: 200, to: 260 };
  head.toggle();
  expect(head.pass(30 * TICK_MS)).toBe(false);
  expect(head.pass(31 * TICK_MS)).toBe(true);
  expect(head.t).toBe(200);
  head.seek(250);
  expect(head.range).not.toBeNull();
  head.seek(300);
  expect(head.range).toBeNull();
});

test("nothing leads out of the match, nor to a speed that there is not", () => {
  const head = headAt(-5);
  expect(head.t).toBe(100);
  head.seek(5000);
  expect(head.t).toBe(1100);
  head.speed = 3;
  expect(head.speed).toBe(1);
  for (let n = 0; n < 20; n++) head.faster(1);
  expect(head.speed).toBe(8);
  for (let n = 0; n < 20; n++) head.faster(-1);
  expect(head.speed).toBe(0.1);
});

test("points are gone to one by one", () => {
  const rally = (start: number, end: number) => ({ start, end }) as Rally;
  const rallies = [rally(200, 300), rally(400, 500), rally(700, 800)];
  const lead = 36;
  expect(nextPoint(rallies, headAt(100))).toBe(200 - lead);
  expect(nextPoint(rallies, headAt(200 - lead))).toBe(400 - lead);
  expect(nextPoint(rallies, headAt(750))).toBe(1100);
  expect(lastPoint(rallies, headAt(650))).toBe(400 - lead);
  // Soon after its beginning the one before is meant.
  expect(lastPoint(rallies, headAt(400))).toBe(200 - lead);
  expect(lastPoint(rallies, headAt(120))).toBe(100);
  expect(rallyAround(rallies, headAt(450))).toMatchObject({ from: 400 - lead });
  expect(rallyAround(rallies, headAt(1000))).toMatchObject({ from: 700 - lead });
  expect(rallyAround([], headAt(450))).toBeNull();
});
