import { expect, test } from "vitest";
import { TraceLayer } from "../../src/render/layers/trace-layer.ts";
import type { FakeObject } from "../support/fake-scene.ts";
import { ball, goal, hit, onStage, type StageOptions, serve, wall } from "../support/stage.ts";

type Point = [x: number, y: number];
type Line = [key: string, from: Point, to: Point];

const rounded = (...at: Point) => at.map((n) => Math.round(n * 1e6) / 1e6 + 0) as Point;

/** Where a line begins and ends, from where it is drawn. */
function ends({ texture, drawn }: FakeObject): Line {
  const { x, y, width, turn } = drawn;
  const [dx, dy] = [(width / 2) * Math.cos(turn), (width / 2) * Math.sin(turn)];
  return [texture.key, rounded(x - dx, y - dy), rounded(x + dx, y + dy)];
}

function staged(options: StageOptions = {}) {
  const stage = onStage((context) => new TraceLayer(context), options);
  const seen = () => stage.scene.images("trace").filter(({ shown }) => shown);
  return { ...stage, seen, lines: () => seen().map(ends) };
}

/** Served from 0, 100 to the own paddle, hit, off the wall, to the opponent's. */
function rally({ show, lines }: ReturnType<typeof staged>): Line[][] {
  const told: Line[][] = [];
  const draw = (...frame: Parameters<typeof show>) => {
    show(...frame);
    told.push(lines());
  };
  draw({ ball: ball(0, 100, -10, 5), events: [serve] });
  draw({ ball: ball(-200, 200, -10, 5) });
  draw({ ball: ball(-740, 300, 12, 9), events: [hit({ by: "own", y: 300, hits: 1 })] });
  draw({ ball: ball(-556, 438, 12, -9), events: [wall(-556, 438)] });
  draw({ ball: ball(0, 21, 12, -9) });
  return told;
}

test.each([0.5, 2])("the line follows the ball at %d pixels a unit", (density) => {
  const stage = staged({ density });
  const [, first, , , last] = rally(stage);
  expect(first).toEqual([["trace-ball", [0, 100], [-200, 200]]]);
  expect(last).toEqual([
    ["trace-ball", [0, 100], [-740, 300]],
    ["trace-own", [-740, 300], [-556, 438]],
    ["trace-own", [-556, 438], [0, 21]],
  ]);
  // 26 high with its glow; broader by 0.045 with each hit.
  const heights = stage.seen().map(({ drawn }) => drawn.height / 26);
  expect(heights).toEqual([0.8, 0.845, 0.845].map((high) => expect.closeTo(high, 9)));
});

test("older pieces fade, and the figure lights up once when the rally is over", () => {
  const stage = staged();
  rally(stage);
  const lit = () => stage.seen().map(({ alpha }) => expect.closeTo(alpha, 9));
  expect(lit()).toEqual([0.62, 1, 1]);
  stage.show({ phase: "point", events: [goal({ x: 800, y: 21 })] }, 375);
  // All pieces now, the one to the goal among them; half of the light is gone.
  expect(lit()).toEqual([0.31, 0.5, 0.5]);
  stage.show({ phase: "point" }, 375);
  expect(stage.seen()).toEqual([]);
});

test("with few effects four pieces stay, and with none there is no line", () => {
  const few = staged();
  few.layer.limit("fewer");
  few.show({ ball: ball(0, 0, 10, 0), events: [serve] });
  for (let hits = 1; hits <= 8; hits++) {
    const by = hits % 2 ? "own" : "opponent";
    few.show({ ball: ball(0, 0, 10, 0), events: [hit({ by, hits })] });
  }
  expect(few.seen().length).toBe(4 + 1);
  const plain = staged();
  plain.layer.limit("plain");
  expect(rally(plain).flat()).toEqual([]);
});

test("the last rally's line is not seen in the next match", () => {
  const stage = staged();
  rally(stage);
  stage.layer.reset();
  stage.show({ phase: "countdown" });
  expect(stage.seen()).toEqual([]);
});

test("a line keeps its place when the window changes", () => {
  const stage = staged();
  const last = rally(stage).at(-1);
  stage.layer.place({ x: 0, y: 0, scale: 1, upright: true, facing: false }, 1);
  expect(stage.lines()).toEqual(last);
});
