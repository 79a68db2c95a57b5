import { CLASSIC_RULES, paddleRange, paddleSpeed } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { padDirection, readPads } from "../../src/input/gamepad.ts";
import { directionOf } from "../../src/input/keys.ts";
import { createSteering, type Direction, type Steering } from "../../src/input/steering.ts";
import { OwnPaddle } from "../../src/net/own-paddle.ts";

const RANGE = paddleRange(CLASSIC_RULES);
const SPEED = paddleSpeed(CLASSIC_RULES);

const stick = { connected: true, axes: [0, 1], buttons: [] };

/** How each device says "down, as far and as fast as you can". */
const DEVICES: Record<string, (steering: Steering) => void> = {
  keys: (steering) => steering.press(directionOf("ArrowDown", false) as Direction),
  gamepad: (steering) => steering.press(padDirection(readPads([stick]), false) as Direction),
  mouse: (steering) => steering.point(100_000),
  touch(steering) {
    steering.dragFrom(0, 0);
    steering.dragTo(100_000);
  },
};

test.each(Object.entries(DEVICES))("%s: the paddle goes as fast as with any other", (_, use) => {
  const steering = createSteering(() => RANGE);
  use(steering);
  const paddle = new OwnPaddle();
  paddle.rules = CLASSIC_RULES;
  paddle.steer(10, steering.target() as number);
  const way = [10, 11, 20, 30, 40].map((tick) => paddle.at(tick));
  expect(way).toEqual([0, SPEED, 10 * SPEED, 20 * SPEED, 370]);
});
