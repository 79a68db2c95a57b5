import { BALL_RADIUS } from "@quickpong/shared/court.ts";
import { CLASSIC_RULES, fastestBall } from "@quickpong/shared/rules.ts";
import { describe, expect, it, test } from "vitest";
import { BallLayer } from "../../src/render/layers/ball-layer.ts";
import { COMET_LENGTH, GLOW } from "../../src/render/textures/shapes.ts";
import { ball, hit, onStage, type StageOptions, serve, wall } from "../support/stage.ts";

const SIZE = 2 * (BALL_RADIUS + GLOW);

/** A ball's layer on a stage. */
function staged(options: StageOptions = {}) {
  const stage = onStage((context) => new BallLayer(context), options);
  const { scene } = stage;
  return {
    ...stage,
    glow: () => scene.image("glow"),
    comet: () => scene.image("comet"),
    ring: () => scene.image("ring"),
  };
}

describe.each([0.5, 1, 2])("the ball at %d pixels a unit", (density) => {
  it.each([
    [0, 0],
    [-740, 250],
    [700, -430],
  ])("is drawn at %d, %d", (x, y) => {
    const { show, glow } = staged({ density });
    show({ ball: ball(10, 20, 8, 6) });
    show({ ball: ball(x, y, 8, 6) });
    expect(glow().shown).toBe(true);
    expect(glow().drawn).toEqual({ x, y, width: SIZE, height: SIZE, turn: 0 });
  });
});

it.each([
  ["paddle", hit(), false, [0.62, 1.19]],
  ["wall", wall(0, 438), false, [1.19, 0.62]],
  ["paddle with less motion", hit(), true, [1, 1]],
])("is squashed by a %s", (_, event, calm, [width = 0, height = 0]) => {
  const { show, glow } = staged({ calm });
  show({ ball: ball(0, 0, 10, 0), events: [event] });
  expect(glow().drawn.width).toBeCloseTo(width * SIZE, 9);
  expect(glow().drawn.height).toBeCloseTo(height * SIZE, 9);
  show({ ball: ball(0, 0, 10, 0) }, 130);
  expect(glow().drawn).toMatchObject({ width: SIZE, height: SIZE });
});

test("the comet's head is the ball, its tail points back and grows with the speed", () => {
  const fastest = fastestBall(CLASSIC_RULES);
  for (const [speed, length] of [
    [9, 0.35],
    [fastest, 2.1],
  ] as const) {
    for (const angle of [0, 0.7, Math.PI - 0.7, -2]) {
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const { show, comet } = staged({ density: 2 });
      show({ ball: ball(100, 50, speed * cos, speed * sin), events: [serve] }, 1000);
      const { x, y, width, height, turn } = comet().drawn;
      expect(turn).toBeCloseTo(angle, 9);
      expect(width).toBeCloseTo(length * COMET_LENGTH, 6);
      expect(height).toBe(2 * BALL_RADIUS);
      expect(x + (width / 2) * cos).toBeCloseTo(100, 9);
      expect(y + (width / 2) * sin).toBeCloseTo(50, 9);
    }
  }
});

test("the comet is no longer than the way since the last turn, and unseen while the ball waits", () => {
  const { show, comet } = staged();
  show({ ball: ball(0, 0, 20, 0) }, 1000);
  show({ ball: ball(0, 0, -20, 0), events: [hit({ by: "opponent" })] });
  expect(comet().drawn.width).toBeCloseTo(20, 9);
  show({ ball: ball(0, 0) });
  expect(comet().shown).toBe(false);
});

test.each([
  [132, 0, 2.2],
  [66, 0, 2.2],
  [33, 0.5, 0.73],
  [0.0001, 1, 0.24],
])("the ring closes around a ball that is served in %d ticks", (serveIn, alpha, size) => {
  const { show, ring } = staged({ density: 2 });
  show({ phase: "countdown", ball: ball(0, -120), serveIn });
  expect(ring().visible).toBe(true);
  expect(ring().alpha).toBeCloseTo(alpha, 4);
  expect(ring().drawn).toMatchObject({ x: 0, y: -120, turn: 0 });
  expect(ring().drawn.width).toBeCloseTo(128 * size, 2);
  expect(ring().drawn.height).toBeCloseTo(128 * size, 2);
});

test("there is no ring around a served ball, and nothing without one", () => {
  const { scene, show, ring } = staged();
  show({ ball: ball(0, 0, 10, 0) });
  expect(ring().shown).toBe(false);
  show({ phase: "point" });
  expect(scene.images("").filter(({ shown }) => shown)).toEqual([]);
});

test("the ball wears the colour of who hit it last", () => {
  const { show, glow, comet } = staged();
  const worn = () => [glow().texture.key, comet().texture.key];
  show({ ball: ball(0, 0, 10, 0), events: [hit({ by: "own" })] });
  expect(worn()).toEqual(["glow-own", "comet-own"]);
  show({ ball: ball(0, 0, -10, 0), events: [hit({ by: "opponent" })] });
  expect(worn()).toEqual(["glow-opponent", "comet-opponent"]);
  show({ ball: ball(0, 0, 10, 0), events: [serve] });
  expect(worn()).toEqual(["glow-ball", "comet-ball"]);
});
