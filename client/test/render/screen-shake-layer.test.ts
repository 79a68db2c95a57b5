import { expect, test } from "vitest";
import { ScreenShakeLayer } from "../../src/render/layers/screen-shake-layer.ts";
import { goal, onStage, type StageOptions } from "../support/stage.ts";

/** Where the court is pushed from its place (device px), a quarter and three quarters of the way. */
function pushed(x: number, options: StageOptions): [x: number, y: number][] {
  const { court, show } = onStage((context) => new ScreenShakeLayer(context), options);
  const from = () => [court.x - 480, court.y - 300] as [number, number];
  show({ events: [goal({ x })] }, 55);
  const first = from();
  show({}, 110);
  const second = from();
  show({}, 110);
  expect(from().map(Math.abs)).toEqual([0, 0]);
  return [first, second];
}

const near = (x: number, y: number) => [expect.closeTo(x, 6), expect.closeTo(y, 6)];

test.each([
  ["right", 800, false, [5.25, 0], [-1.75, 0]],
  ["left", -800, false, [-5.25, 0], [1.75, 0]],
  // The own goal is at the bottom of a court that stands up.
  ["top", 800, true, [0, -5.25], [0, 1.75]],
  ["bottom", -800, true, [0, 5.25], [0, -1.75]],
] as const)("a goal at the %s pushes the court there, and back", (_, x, upright, first, second) => {
  for (const density of [1, 2]) {
    const there = first.map((way) => way * density) as [number, number];
    const back = second.map((way) => way * density) as [number, number];
    expect(pushed(x, { upright, density })).toEqual([near(...there), near(...back)]);
  }
});

test("nothing moves for who wants less motion", () => {
  expect(pushed(800, { calm: true })).toEqual([
    [0, 0],
    [0, 0],
  ]);
});
