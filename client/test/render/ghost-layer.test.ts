import { expect, test } from "vitest";
import { GhostLayer } from "../../src/render/layers/ghost-layer.ts";
import { ball, onStage, player } from "../support/stage.ts";

const ghost = { ballX: 300, ballY: -20, ownY: 110, opponentY: -220 };

test.each([0.5, 2])("the server's own present is drawn at %d pixels a unit", (density) => {
  const { scene, show } = onStage((context) => new GhostLayer(context), { density });
  const [own, opponent] = [player({ y: 1, length: 160 }), player({ y: 2, length: 80 })];
  show({ ghost, ball: ball(0, 0), own, opponent });
  // With the glow of 44 around them; the shorter one is the bar of 100 (with glow 188), pulled by 0.8.
  const [left, right] = [scene.image("paddle160-own"), scene.image("paddle100-opponent")];
  const outline = scene.image("ring");
  expect(left.drawn).toEqual({ x: -761, y: 110, width: 106, height: 248, turn: 0 });
  expect(right.drawn).toEqual({ x: 761, y: -220, width: 106, height: 0.8 * 188, turn: 0 });
  expect(outline.drawn).toEqual({ x: 300, y: -20, width: 38.4, height: 38.4, turn: 0 });
  expect([left.alpha, right.alpha, outline.alpha]).toEqual([0.35, 0.35, 1]);
  expect([left.visible, right.visible, outline.visible]).toEqual([true, true, true]);
});

test("without a ball its outline is gone, and nothing is there unless it is asked for", () => {
  const { scene, show } = onStage((context) => new GhostLayer(context));
  show({ ghost });
  expect(scene.images("").map(({ visible }) => visible)).toEqual([true, true, false]);
  show({ ball: ball(0, 0) });
  expect(scene.images("").map(({ visible }) => visible)).toEqual([false, false, false]);
});
