import { describe, expect, it, test } from "vitest";
import type { ViewFrame } from "../../src/net/view-frame.ts";
import { CountdownLayer } from "../../src/render/layers/countdown-layer.ts";
import type { FakeObject } from "../support/fake-scene.ts";
import { ball, onStage, player, type StageOptions } from "../support/stage.ts";

function staged(options: StageOptions = {}) {
  const stage = onStage((context) => new CountdownLayer(context), options);
  const [patch, count] = stage.court.children as [FakeObject, FakeObject];
  return { ...stage, patch, count, size: () => count.style.fontSize * count.scaleX };
}

const opening = (left?: number): Partial<ViewFrame> => ({
  phase: "countdown",
  events: left === undefined ? [] : [{ type: "countdown", left }],
});

describe.each([
  ["lying", false, 0],
  ["upright", true, Math.PI / 2],
])("the countdown on a %s court", (_, upright, turn) => {
  it.each([
    [null, 0],
    [ball(0, 250), 0],
    [ball(0, -250), 0],
    // It makes room for a ball that waits near the middle.
    [ball(0, 50), -112.5],
    [ball(0, -50), 112.5],
    [ball(0, 0), -162.5],
  ])("with the ball at %o is written at 0, %d", (waiting, y) => {
    for (const density of [0.5, 2]) {
      const { show, patch, count } = staged({ upright, density });
      show({ ...opening(3), ball: waiting });
      expect([count.text, count.x, count.y, count.rotation]).toEqual(["3", 0, y, turn]);
      expect([count.shown, patch.shown]).toEqual([true, true]);
      expect(patch.drawn).toEqual({ x: 0, y, width: 240, height: 240, turn: 0 });
    }
  });
});

test.each([
  [false, 1.35],
  [true, 1],
])("a number comes large and fades within 900 ms (less motion: %s)", (calm, large) => {
  const { show, count, size } = staged({ calm, density: 2 });
  show(opening(3), 0);
  expect(size()).toBeCloseTo(190 * large, 9);
  expect(count.alpha).toBe(1);
  show(opening(), 450);
  expect(count.alpha).toBe(0.75);
  show(opening(), 450);
  expect(count.shown).toBe(false);
  show(opening(2), 0);
  expect([count.text, count.shown]).toEqual(["2", true]);
});

test("later serves are not counted down in large numbers", () => {
  const { show, patch, count } = staged();
  show({ ...opening(1), own: player({ score: 1 }) });
  expect([count.shown, patch.shown]).toEqual([false, false]);
});

test("the number of the last match's countdown is not seen in the next one's", () => {
  const { layer, show, patch, count } = staged();
  show(opening(2));
  expect([count.text, count.visible, patch.visible]).toEqual(["2", true, true]);
  layer.reset();
  expect([count.visible, patch.visible]).toEqual([false, false]);
  show(opening());
  expect([count.visible, patch.visible]).toEqual([false, false]);
});

test("where two sit face to face, each has a number in their half, the far one turned round", () => {
  const { court, patch, show } = staged({ upright: true, facing: true });
  const [, near, far] = court.children as [FakeObject, FakeObject, FakeObject];
  show(opening(3));
  expect([near.text, near.shown, near.x, near.rotation]).toEqual(["3", true, -150, Math.PI / 2]);
  expect([far.text, far.shown, far.x, far.rotation]).toEqual(["3", true, 150, -Math.PI / 2]);
  expect(patch.shown).toBe(false);
});
