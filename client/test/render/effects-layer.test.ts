import { describe, expect, it, test } from "vitest";
import type { MatchEvent } from "../../src/net/view-frame.ts";
import { EffectsLayer } from "../../src/render/layers/effects-layer.ts";
import type { EffectsLevel } from "../../src/render/layers/layer.ts";
import { goal, hit, onStage, type StageOptions, wall } from "../support/stage.ts";

const FLASH = 260;
const RING = 128;

/** A light's texture, place and size in its own lengths, at the end of its life. */
type Seen = [key: string, x: number, y: number, width: number, height: number];

/** What one event lights, a hair before it goes out. */
function lit(event: MatchEvent, options: StageOptions = {}, level: EffectsLevel = "full"): Seen[] {
  const { layer, scene, show } = onStage((context) => new EffectsLayer(context), options);
  layer.limit(level);
  show({ events: [event] }, 0);
  const seen = scene.images("").filter(({ visible }) => visible);
  // Every light has its own life; at its own end it is as large as it gets.
  const ends = new Map(seen.map((image) => [image, image.drawn]));
  for (let age = 0; age < 1800; age += 2) {
    show({}, 2);
    for (const image of seen) if (image.visible) ends.set(image, image.drawn);
  }
  expect(scene.images("").filter(({ visible }) => visible)).toEqual([]);
  return [...ends].map(([{ texture }, { x, y, width, height }]) => {
    const baked = texture.key.startsWith("ring") ? RING : FLASH;
    const round = (n: number) => Math.round((n / baked) * 1000) / 1000;
    return [texture.key, x, y, round(width), round(height)];
  });
}

describe.each([0.5, 2])("lights at %d pixels a unit", (density) => {
  it.each<[MatchEvent, Seen[]]>([
    [hit({ by: "own", y: 90, speed: 13 }), [["flash-own", -740, 90, 1.15, 1.495]]],
    [hit({ by: "opponent", y: -40, speed: 13 }), [["flash-opponent", 740, -40, 1.15, 1.495]]],
    [
      hit({ by: "own", y: 90, speed: 26 }),
      [
        ["flash-own", -740, 90, 1.6, 2.08],
        ["ring-own", -740, 90, 2.3, 2.3],
      ],
    ],
    [wall(100, -438), [["flash-ball", 100, -450, 1.3, 0.16]]],
    [wall(100, 438), [["flash-ball", 100, 450, 1.3, 0.16]]],
    [
      goal({ by: "own", x: 800, y: 33 }),
      [
        ["flash-own", 800, 33, 2.2, 5],
        ["ring-own", 788, 33, 2.3, 2.3],
      ],
    ],
    [
      goal({ by: "opponent", x: -800, y: 33 }),
      [
        ["flash-opponent", -800, 33, 2.2, 5],
        ["ring-opponent", -788, 33, 2.3, 2.3],
      ],
    ],
    [{ type: "finish", winner: "own" }, [["flash-own", -480, 0, 9, 6.5]]],
    [{ type: "finish", winner: "opponent" }, [["flash-opponent", 480, 0, 9, 6.5]]],
    [{ type: "finish", winner: null }, []],
  ])("of %o", (event, lights) => {
    expect(lit(event, { density })).toEqual(lights);
  });
});

test("a light grows and fades in its time", () => {
  const { scene, show } = onStage((context) => new EffectsLayer(context));
  show({ events: [goal({ by: "own" })] }, 0);
  const flash = scene.images("flash-own").find(({ visible }) => visible);
  expect(flash?.alpha).toBe(1);
  expect(flash?.drawn.width).toBeCloseTo(0.8 * FLASH, 9);
  show({}, 350);
  expect(flash?.alpha).toBeCloseTo(0.25, 9);
  expect(flash?.drawn.width).toBeCloseTo((0.8 + 1.4 * 0.875) * FLASH, 9);
});

test("a wall's light has the colour of the last hit", () => {
  const { scene, show } = onStage((context) => new EffectsLayer(context));
  show({ events: [hit({ by: "opponent" }), wall(5, 438)] }, 0);
  const lights = scene.images("").filter(({ visible }) => visible);
  expect(lights.map(({ texture, x }) => [texture.key, x])).toEqual([
    ["flash-opponent", 740],
    ["flash-opponent", 5],
  ]);
});

test("what the device can't afford, or somebody does not want to see move, is left out", () => {
  const hard = hit({ speed: 26 });
  expect(lit(hard, { calm: true }).map(([key]) => key)).toEqual(["flash-own"]);
  expect(lit(hard, {}, "fewer").map(([key]) => key)).toEqual(["flash-own"]);
  expect(lit(hard, {}, "plain")).toEqual([]);
});

test("lights of the last match are not seen in the next one", () => {
  const { layer, scene, show } = onStage((context) => new EffectsLayer(context));
  show({ events: [goal()] }, 0);
  layer.reset();
  show({});
  expect(scene.images("").filter(({ visible }) => visible)).toEqual([]);
});
