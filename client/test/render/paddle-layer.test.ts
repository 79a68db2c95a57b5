import { describe, expect, it, test } from "vitest";
import type { Who } from "../../src/net/view-frame.ts";
import { PaddleLayer } from "../../src/render/layers/paddle-layer.ts";
import { GLOW, PADDLE_THICKNESS } from "../../src/render/textures/shapes.ts";
import type { FakeObject } from "../support/fake-scene.ts";
import { hit, onStage, player, type StageOptions } from "../support/stage.ts";

/** The face touches the ball's rim when its centre is on the plane: 740 + 12 + 18 / 2. */
const X = 761;
const SIDES = [
  ["own", -1],
  ["opponent", 1],
] as const;

function staged(who: Who, options: StageOptions = {}) {
  const stage = onStage((context) => new PaddleLayer(context, who), options);
  const [burnt, bar, spot] = stage.scene.images("") as [FakeObject, FakeObject, FakeObject];
  return { ...stage, burnt, bar, spot };
}

/** Length of the bar in a paddle's image, without the glow around it (u). */
function length({ texture, drawn }: FakeObject): number {
  const baked = Number(texture.key.replace(/\D/g, ""));
  return (drawn.height * baked) / (baked + 2 * GLOW);
}

describe.each(SIDES)("the paddle: %s", (who, side) => {
  it.each([
    [0, 160, 0, 160],
    [120, 210, 120, 210],
    [-300, 100, -300, 100],
    [10, 48, 10, 48],
    // As far as it is not in the wall.
    [430, 160, 400, 100],
    [-430, 160, -400, 100],
  ])("at %d with a length of %d is drawn at %d, %d long", (y, long, middle, seen) => {
    for (const density of [0.5, 1, 2]) {
      const { show, bar } = staged(who, { density });
      show({ [who]: player({ y: 7, length: long }) });
      show({ [who]: player({ y, length: long }) });
      expect(bar.shown).toBe(true);
      expect(bar.texture.key).toMatch(new RegExp(`^paddle\\d+-${who}$`));
      expect(bar.drawn).toMatchObject({ x: side * X, y: middle, turn: 0 });
      expect(bar.drawn.width).toBe(PADDLE_THICKNESS + 2 * GLOW);
      expect(length(bar)).toBeCloseTo(seen, 9);
    }
  });

  it("gives way where it was hit, is hot there, and comes back", () => {
    for (const gap of [60, -60]) {
      const { show, bar, spot } = staged(who, { density: 2 });
      const [own, opponent] = [player({ y: 30 }), player({ y: 30 })];
      show({ own, opponent });
      show({ own, opponent, events: [hit({ by: who, gap })] });
      expect(bar.x).toBeCloseTo(side * (X + 9), 9);
      // A turn moves the end at +y by -sin: the end that was hit is the outer one.
      expect(bar.rotation).toBeCloseTo(-side * Math.sign(gap) * 0.07 * (60 / 80), 9);
      expect(-Math.sin(bar.rotation) * gap * side).toBeGreaterThan(0);
      expect(spot.shown).toBe(true);
      // The spot stays on the bar: its middle is at most 80 - 0.3 * 90 from the bar's.
      expect(spot.y).toBeCloseTo(30 + Math.sign(gap) * 53, 9);
      expect(spot.x).toBeCloseTo(bar.x - Math.sin(bar.rotation) * Math.sign(gap) * 53, 9);
      expect(spot.drawn).toMatchObject({ width: PADDLE_THICKNESS, height: 90, turn: bar.rotation });
      show({ own, opponent }, 320);
      expect(bar.drawn).toMatchObject({ x: side * X, y: 30 });
      expect(bar.rotation).toBeCloseTo(0, 9);
      expect(spot.shown).toBe(false);
    }
  });

  it("stays where it is when the other one is hit, and with less motion", () => {
    const other = who === "own" ? "opponent" : "own";
    const { show, bar, spot } = staged(who);
    show({ events: [hit({ by: other, gap: 60 })] });
    expect([bar.x, spot.shown]).toEqual([side * X, false]);
    const calm = staged(who, { calm: true });
    calm.show({ events: [hit({ by: who, gap: 60 })] });
    expect([calm.bar.x, calm.spot.shown]).toEqual([side * X, true]);
    expect(calm.bar.rotation).toBeCloseTo(0, 9);
  });

  it("shows faintly what a rally has burnt off, and grows back within 260 ms", () => {
    const { show, bar, burnt } = staged(who, { density: 2 });
    show({ [who]: player() });
    expect(burnt.shown).toBe(false);
    show({ [who]: player({ y: 90, length: 60 }) });
    expect([length(bar), length(burnt)]).toEqual([60, 160]);
    expect(burnt.drawn).toMatchObject({ x: side * X, y: 90 });
    expect([burnt.visible, burnt.alpha]).toEqual([true, 0.16]);
    show({ [who]: player() }, 130);
    expect(length(bar)).toBeCloseTo(140, 9);
    show({ [who]: player() }, 130);
    expect([length(bar), burnt.visible]).toEqual([160, false]);
  });
});

test.each(SIDES)("who is away is faint, and who has lost goes dim: %s", (who) => {
  const other = who === "own" ? "opponent" : "own";
  const { show, bar } = staged(who);
  show({ [who]: player({ present: false }) });
  expect(bar.alpha).toBeCloseTo(0.3, 9);
  show({ phase: "finished", outcome: { reason: "score", winner: who } }, 2000);
  expect(bar.alpha).toBe(1);
  show({ phase: "finished", outcome: { reason: "score", winner: other } }, 450);
  expect(bar.alpha).toBeCloseTo(0.725, 9);
  show({ phase: "finished", outcome: { reason: "score", winner: other } }, 2000);
  expect(bar.alpha).toBeCloseTo(0.45, 9);
});
