import { expect, test } from "vitest";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";
import type { EffectsLevel } from "../../src/render/layers/layer.ts";
import { SparksLayer } from "../../src/render/layers/sparks-layer.ts";
import type { FakeObject } from "../support/fake-scene.ts";
import { FRAME_MS, goal, hit, onStage, type StageOptions } from "../support/stage.ts";

function staged(options: StageOptions = {}) {
  const stage = onStage((context) => new SparksLayer(context), options);
  const flying = () => stage.scene.images("spark").filter(({ shown }) => shown);
  return { ...stage, flying };
}

/** How far a spark has got from a place, and how far from straight there it is turned (rad). */
function flight({ x, y, rotation }: FakeObject, fromX: number, fromY: number) {
  const turned = Math.atan2(y - fromY, x - fromX) - rotation;
  return { far: Math.hypot(x - fromX, y - fromY), off: Math.abs(Math.sin(turned / 2)) };
}

/** Whether a spark points within half of `spread` of `angle`. */
const within = ({ rotation }: FakeObject, angle: number, spread: number) =>
  Math.cos(rotation - angle) >= Math.cos(spread / 2) - 1e-9;

test.each<[string, MatchEvent, [x: number, y: number], number, number, number]>([
  ["a slow hit", hit({ by: "own", y: 80, speed: 11 }), [-740, 80], 0, 2.2, 4],
  ["a hit", hit({ by: "opponent", y: -30, speed: 20.5 }), [740, -30], Math.PI, 2.2, 8],
  ["the fastest hit", hit({ by: "own", y: 80, speed: 30 }), [-740, 80], 0, 2.2, 12],
  ["a goal", goal({ by: "own", x: 800, y: 44 }), [800, 44], Math.PI, 2.8, 18],
  ["a goal", goal({ by: "opponent", x: -800, y: 44 }), [-800, 44], 0, 2.8, 18],
])("sparks of %s fly off in a fan and go out: %o", (_, event, [x, y], angle, spread, count) => {
  for (const density of [0.5, 2]) {
    const { show, flying } = staged({ density });
    show({ events: [event] });
    const by = "by" in event ? event.by : "";
    expect(flying().map(({ texture }) => texture.key)).toEqual(Array(count).fill(`spark-${by}`));
    for (const spark of flying()) {
      const { far, off } = flight(spark, x, y);
      expect(off).toBeLessThan(1e-6);
      expect(within(spark, angle, spread)).toBe(true);
      // 700 to 1700 u/s, the slowest of a burst at a third of it.
      expect(far).toBeGreaterThan((0.3 * 700 * FRAME_MS) / 1000);
      expect(far).toBeLessThan((1700 * FRAME_MS) / 1000);
      // A streak as long as it is fast: 44 x 4 at its start.
      expect(spark.drawn.width).toBeGreaterThan(44);
      expect(spark.drawn.width).toBeLessThan(1.3 * 44);
      expect(spark.drawn.height).toBeGreaterThan(4);
      expect(spark.drawn.height).toBeLessThan(1.2 * 4);
    }
    show({}, 1000);
    expect(flying()).toEqual([]);
  }
});

test.each<[string, Partial<ViewFrame>, MatchEvent, number]>([
  ["the own win", {}, { type: "finish", winner: "own" }, -800],
  ["the opponent's win", {}, { type: "finish", winner: "opponent" }, Number.NaN],
  ["a win that is watched", { watching: true }, { type: "finish", winner: "opponent" }, 800],
])("a fountain along the winner's goal line for %s", (_, differs, event, x) => {
  const { show, flying } = staged();
  show({ ...differs, phase: "finished", events: [event] }, 0);
  show({ ...differs, phase: "finished" }, 71);
  expect(flying().length).toBe(Number.isNaN(x) ? 0 : 9);
  // Into the court, and within the window.
  for (const spark of flying()) {
    expect(Math.sign(spark.x - x)).toBe(-Math.sign(x));
    expect(within(spark, x < 0 ? 0 : Math.PI, 1.3)).toBe(true);
  }
});

test.each<[string, StageOptions, EffectsLevel]>([
  ["with less motion", { calm: true }, "full"],
  ["when the device has little to spare", {}, "fewer"],
])("there are none %s", (_, options, level) => {
  const { layer, show, flying } = staged(options);
  layer.limit(level);
  show({ events: [hit(), goal()] });
  expect(flying()).toEqual([]);
});

test("sparks of the last match are not seen in the next one", () => {
  const { layer, show, flying } = staged();
  show({ events: [goal()] });
  layer.reset();
  show({});
  expect(flying()).toEqual([]);
});
