import type { Phase } from "@quickpong/shared/match.ts";
import { expect, test } from "vitest";
import { MatchPointLayer } from "../../src/render/layers/match-point-layer.ts";
import { onStage, player } from "../support/stage.ts";

/** The lines after so long with a score of 6 to 5, the match being to 7. */
function staged(phase: Phase, { calm = false, density = 1, scores = [6, 5] } = {}) {
  const stage = onStage((context) => new MatchPointLayer(context), { calm, density });
  const [own = 0, opponent = 0] = scores;
  const frame = { phase, own: player({ score: own }), opponent: player({ score: opponent }) };
  return {
    ...stage,
    own: stage.scene.image("edge-own"),
    opponent: stage.scene.image("edge-opponent"),
    after: (delta: number, now = 0) => stage.show({ ...frame, now }, delta),
  };
}

test.each([0.5, 2])("lies on the goal that it may cross at %d pixels a unit", (density) => {
  const { own, opponent, after } = staged("rally", { density, scores: [6, 6] });
  after(1000);
  expect([own.alpha, opponent.alpha]).toEqual([1, 1]);
  // 110 deep from the goal line into the court; the bright rim, left in the texture, is on the line.
  expect(own.drawn).toEqual({ x: 745, y: 0, width: 110, height: 900, turn: 0 });
  expect(opponent.drawn).toEqual({ x: -745, y: 0, width: 110, height: 900, turn: 0 });
  expect([own.scaleX < 0, opponent.scaleX > 0]).toEqual([true, true]);
});

test.each<[Phase, boolean]>([
  ["waiting", false],
  ["countdown", true],
  ["rally", true],
  ["point", true],
  ["finished", false],
])("in the phase %s it is lit: %s", (phase, shown) => {
  const { own, opponent, after } = staged(phase);
  after(1000);
  expect([own.shown, opponent.shown]).toEqual([shown, false]);
});

test("comes within 500 ms and breathes, unless somebody wants less motion", () => {
  const { own, after } = staged("rally");
  after(250);
  expect(own.alpha).toBe(0.5);
  after(250);
  expect(own.alpha).toBe(1);
  after(0, 750);
  expect(own.alpha).toBeCloseTo(0.45, 9);
  const calm = staged("rally", { calm: true });
  calm.after(500, 750);
  expect(calm.own.alpha).toBe(1);
});

test("the light of the last match is not seen in the next one", () => {
  const { layer, own, show, after } = staged("rally");
  after(1000);
  layer.reset();
  show({ phase: "waiting" });
  expect(own.shown).toBe(false);
});
