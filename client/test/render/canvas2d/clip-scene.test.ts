import type { LiveClip } from "@quickpong/shared/protocol/clip.ts";
import { expect, test, vi } from "vitest";
import { ClipScene } from "../../../src/render/canvas2d/clip-scene.ts";
import { readClip } from "../../../src/session/live-clip-api.ts";

/** A serve to the right at tick 1000, a hit at 1074 and a miss on the left at 1222, at 10 u a tick. */
const clip = (changes: Partial<LiveClip> = {}): LiveClip => ({
  kind: "live",
  id: "a",
  from: 900,
  until: 1740,
  flights: [
    [1000, 0, 10, 0, 0],
    [1074, 0, -10, 2, 1],
    [1500, 50, -10, 0, 0],
  ],
  heights: [Array.from({ length: 169 }, (_, n) => n), Array.from({ length: 169 }, () => -30)],
  paddleLength: 160,
  ...changes,
});

test("LIVE-4: a running match begins ten seconds before the clip's end, and moves as it was played", () => {
  const scene = new ClipScene(clip(), 2, () => undefined);
  scene.moveTo(500);
  // Tick 1140.
  expect(scene.ball).toEqual({ x: 740 - 660, y: 132 });
  expect(scene.flights).toHaveLength(2);
  expect([scene.paddleY(0), scene.paddleY(1)]).toEqual([48, -30]);
  scene.moveTo(501.25);
  expect(scene.ball).toEqual({ x: 740 - 685, y: 137 });
  expect(scene.paddleY(0)).toBe(48.5);
  // Long after the miss there is no ball on the court, and the next serve begins without old lines.
  scene.moveTo(600);
  expect(scene.ball.x).toBeLessThan(-811);
  scene.moveTo(690);
  expect(scene.flights).toHaveLength(1);
  expect(scene.ball).toEqual({ x: -200, y: 50 });
});

test("LIVE-4: the next clip is asked for once, in time, and goes on without a break", () => {
  const onNext = vi.fn();
  const scene = new ClipScene(clip(), 1, onNext);
  scene.moveTo(0);
  scene.moveTo(359);
  expect(onNext).not.toHaveBeenCalled();
  scene.moveTo(361);
  scene.moveTo(365);
  expect(onNext.mock.calls).toEqual([[361]]);
  const { ball } = scene;
  scene.goOn(clip({ from: 1260, until: 2100 }));
  expect(scene.ball).toEqual(ball);
  // Another match, or one that has gone on, begins where a clip begins.
  scene.goOn(clip({ id: "b", from: 0, until: 840 }));
  expect(scene.paddleY(0)).toBe(48);
});

test("LIVE-4: a rally is played from its first moment, and again after its end", () => {
  const onNext = vi.fn();
  const rally = clip({ kind: "rally", until: 1250 });
  const scene = new ClipScene(rally, 1, onNext);
  scene.moveTo(0);
  expect(scene.ball.x).toBeGreaterThan(811);
  scene.moveTo(110);
  expect(scene.ball.x).toBe(100);
  scene.moveTo(10_000);
  expect(onNext).toHaveBeenCalledTimes(1);
  scene.goOn(rally);
  scene.moveTo(10_110);
  expect(scene.ball.x).toBe(100);
});

test("what is no clip is not drawn", () => {
  expect(readClip(clip())).toEqual(clip());
  const others: unknown[] = [
    null,
    "clip",
    [],
    { ...clip(), kind: "demo" },
    { ...clip(), until: null },
    { ...clip(), flights: [[1, 2, 3]] },
    { ...clip(), heights: [[1], ["2"]] },
    { ...clip(), heights: [[1]] },
  ];
  for (const other of others) expect(readClip(other)).toBeNull();
});
