import { describe, expect, it, test } from "vitest";
import type { ViewFrame } from "../../src/net/view-frame.ts";
import { ScoreLayer } from "../../src/render/layers/score-layer.ts";
import type { FakeObject } from "../support/fake-scene.ts";
import { NIGHT } from "../support/fake-scene.ts";
import { goal, onStage, player, type StageOptions } from "../support/stage.ts";

function staged(options: StageOptions = {}) {
  const stage = onStage((context) => new ScoreLayer(context), options);
  const [own, opponent, rally] = stage.court.children as [FakeObject, FakeObject, FakeObject];
  return { ...stage, own, opponent, rally };
}

/** Height of a number as drawn (u). */
const size = ({ style, scaleX }: FakeObject) => style.fontSize * scaleX;

const score = (own: number, opponent: number): Partial<ViewFrame> => ({
  own: player({ score: own }),
  opponent: player({ score: opponent }),
});
const serving: Partial<ViewFrame> = { phase: "countdown", ...score(2, 5) };

describe.each([
  ["lying", false, 0, [0, -390]],
  ["upright", true, Math.PI / 2, [0, 370]],
] as const)("the numbers on a %s court", (_, upright, turn, rally) => {
  it.each([0.5, 2])("stand in their halves at %d pixels a unit", (density) => {
    const stage = staged({ upright, density });
    stage.show(serving, 2000);
    const { own, opponent } = stage;
    expect([own.text, opponent.text, own.rotation, opponent.rotation]).toEqual([
      "2",
      "5",
      turn,
      turn,
    ]);
    expect([own.x, own.y, opponent.x, opponent.y]).toEqual([-360, 0, 360, 0]);
    expect([size(own), size(opponent), size(stage.rally)]).toEqual([300, 300, 54]);
    expect([stage.rally.x, stage.rally.y, stage.rally.rotation]).toEqual([...rally, turn]);
    expect([own.style.color, opponent.style.color]).toEqual([NIGHT.own, NIGHT.opponent]);
  });
});

test.each([
  ["waiting", score(0, 0), 0],
  ["countdown", score(0, 0), 0],
  ["countdown", score(2, 5), NIGHT.score],
  ["rally", score(2, 5), 0],
  ["point", score(2, 5), NIGHT.score],
] as const)("in the phase %s the score is as clear as it has to be", (phase, players, alpha) => {
  const { show, own, opponent } = staged();
  show({ ...players, phase }, 2000);
  show({ ...players, phase }, 2000);
  expect([own.alpha, opponent.alpha]).toEqual([alpha, alpha]);
});

test("a match without numbers has no score on the floor", () => {
  const { layer, show, own } = staged();
  layer.shown = false;
  show(serving, 2000);
  expect(own.shown).toBe(false);
});

test.each([
  [false, 354],
  [true, 300],
])("a point lights its number and lets it jump (less motion: %s)", (calm, tall) => {
  const { show, own, opponent } = staged({ calm, density: 2 });
  show(serving, 2000);
  show({ phase: "point", ...score(3, 5), events: [goal({ by: "own" })] }, 0);
  expect([own.text, own.alpha, opponent.alpha]).toEqual(["3", 1, NIGHT.score]);
  expect(size(own)).toBeCloseTo(tall, 9);
  expect(size(opponent)).toBe(300);
  show({ phase: "point", ...score(3, 5) }, 900);
  expect([own.alpha, size(own)]).toEqual([NIGHT.score, 300]);
});

test("the number whose next point wins is bold, and the winner's grows and then makes room", () => {
  const { show, own, opponent } = staged();
  show({ phase: "countdown", ...score(6, 5) }, 2000);
  expect([own.style.fontStyle, opponent.style.fontStyle]).toEqual(["500", "200"]);
  const won: Partial<ViewFrame> = {
    phase: "finished",
    ...score(7, 5),
    outcome: { reason: "score", winner: "own" },
  };
  show(won, 700);
  expect([own.text, own.style.fontStyle, own.alpha]).toEqual(["7", "500", 1]);
  expect(size(own)).toBeCloseTo(1.22 * 300, 9);
  expect(size(opponent)).toBe(300);
  show(won, 1000);
  expect(own.shown).toBe(false);
});

test("the last rally is counted from three hits on, and seen when it is over", () => {
  const { show, rally } = staged();
  show({ phase: "rally", rally: 2, ...score(2, 5) });
  show({ phase: "point", ...score(2, 5) }, 2000);
  expect(rally.text).toBe("");
  show({ phase: "rally", rally: 12, ...score(2, 5) }, 2000);
  expect(rally.alpha).toBe(0);
  show({ phase: "point", ...score(2, 5) }, 2000);
  expect([rally.text, rally.alpha]).toEqual(["12", 0.7]);
});

test("the length of the last match's rally is not seen in the next one's", () => {
  const { layer, show, rally, own } = staged();
  show({ phase: "rally", rally: 12, ...score(2, 5) }, 2000);
  layer.reset();
  show({ phase: "waiting", ...score(0, 0) });
  expect([rally.text, own.shown]).toEqual(["", false]);
});

test("where two sit face to face, the far number is turned round", () => {
  const { own, opponent, show } = staged({ upright: true, facing: true });
  show(serving, 2000);
  expect([own.rotation, opponent.rotation]).toEqual([Math.PI / 2, -Math.PI / 2]);
});
