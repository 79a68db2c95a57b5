import { CLASSIC_RULES, paddleRange, paddleSpeed } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { createPadReader } from "../../src/input/gamepad.ts";
import { directionOf } from "../../src/input/keys.ts";
import { padDirection } from "../../src/input/pad-state.ts";
import {
  createTargetTracker,
  type Direction,
  type TargetTracker,
} from "../../src/input/target-tracker.ts";
import { OwnPaddle } from "../../src/net/own-paddle.ts";

const RANGE = paddleRange(CLASSIC_RULES);
const SPEED = paddleSpeed(CLASSIC_RULES);

/** A stick that is pulled down, a second after it was at rest. */
function stickDown(): Direction {
  const reader = createPadReader();
  const read = (y: number, now: number) =>
    reader.read([{ connected: true, mapping: "standard", axes: [0, y], buttons: [] }], now);
  read(0, 0);
  read(0, 1000);
  return padDirection(read(1, 1016), false) as Direction;
}

/** How each device says "down, as far and as fast as you can". */
const DEVICES: Record<string, (steering: TargetTracker) => void> = {
  keys: (steering) => steering.press("ArrowDown", directionOf("ArrowDown", false) as Direction),
  gamepad: (steering) => steering.press("pad", stickDown()),
  mouse: (steering) => steering.point(100_000),
  touch(steering) {
    steering.dragFrom(0, 0);
    steering.dragTo(100_000);
  },
};

test.each(Object.entries(DEVICES))("%s: the paddle goes as fast as with any other", (_, use) => {
  const steering = createTargetTracker(() => RANGE);
  use(steering);
  const paddle = new OwnPaddle();
  paddle.rules = CLASSIC_RULES;
  paddle.steer(10, steering.target() as number);
  const way = [10, 11, 20, 30, 40].map((tick) => paddle.at(tick));
  expect(way).toEqual([0, SPEED, 10 * SPEED, 20 * SPEED, 370]);
});
