import { BALL_MAX_Y, PADDLE_PLANE } from "@quickpong/shared/court.ts";
import { expect, test } from "vitest";
import type { BallView, MatchEvent, ViewFrame } from "../../../src/net/view-frame.ts";
import { RallyPath } from "../../../src/render/canvas2d/rally-path.ts";

const ball = (x: number, y: number, vx = 10, vy = 0): BallView => ({
  x,
  y,
  vx,
  vy,
  stalled: false,
});
const frame = (at: BallView | null, events: MatchEvent[] = [], serveIn = 0) =>
  ({ ball: at, events, serveIn }) as unknown as ViewFrame;
const HIT = { gap: 0, speed: 12, hits: 1 };

test("a rally is drawn piece by piece, in the colour of who hit last", () => {
  const path = new RallyPath();
  expect(path.follow(frame(ball(5, 0), [{ type: "serve", toward: "opponent" }]))).toEqual([]);
  expect(path.head).toMatchObject({ fromX: 0, toX: 5, by: "ball" });

  const hit: MatchEvent = { type: "hit", by: "opponent", y: 30, ...HIT };
  const [served] = path.follow(frame(ball(730, 30, -10), [hit]));
  expect(served).toMatchObject({ fromX: 0, toX: PADDLE_PLANE, toY: 30, by: "ball", hits: 0 });
  expect(path.head).toMatchObject({ fromX: PADDLE_PLANE, toX: 730, by: "opponent", hits: 1 });
});

test("a corner at a wall lies where the lines before and after meet", () => {
  const path = new RallyPath();
  path.follow(frame(ball(0, 0), [{ type: "serve", toward: "own" }]));
  const after = ball(-210, BALL_MAX_Y - 10, -5, -10);
  const wall: MatchEvent = { type: "wall", x: -210, y: 1, speed: 12 };
  const [piece] = path.follow(frame(after, [wall]));
  expect(piece).toMatchObject({ toX: -205, toY: BALL_MAX_Y });
});

test("after a goal nothing follows the ball any more", () => {
  const path = new RallyPath();
  path.follow(frame(ball(0, 0), [{ type: "serve", toward: "own" }]));
  const goal: MatchEvent = { type: "goal", by: "opponent", x: -800, y: 12, speed: 12 };
  expect(path.follow(frame(null, [goal]))).toHaveLength(1);
  expect(path.head).toBeNull();
  path.follow(frame(ball(0, 100, 0, 0), [], 30));
  expect(path.head).toBeNull();
});

test("a line that was begun before a gap leads nowhere", () => {
  const path = new RallyPath();
  path.follow(frame(ball(0, 0), [{ type: "serve", toward: "own" }]));
  expect(path.follow(frame(ball(400, 90), [{ type: "gap" }]))).toEqual([]);
  expect(path.head).toBeNull();
});
