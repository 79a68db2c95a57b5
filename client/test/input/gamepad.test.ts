import { expect, test } from "vitest";
import { padDirection, readPads } from "../../src/input/gamepad.ts";

const pad = (axes: number[], pressed: number[] = [], connected = true) => ({
  connected,
  axes,
  buttons: Array.from({ length: 17 }, (_, i) => ({
    pressed: pressed.includes(i),
    touched: false,
    value: 0,
  })),
});

test("stick and d-pad steer alike, a resting stick does not", () => {
  expect(padDirection(readPads([pad([0, -0.9])]), false)).toBe(-1);
  expect(padDirection(readPads([pad([0, 0.1], [13])]), false)).toBe(1);
  expect(padDirection(readPads([pad([0.2, 0.3])]), false)).toBe(0);
});

test("on a standing court sideways counts first", () => {
  const state = readPads([pad([-1, 1])]);
  expect(padDirection(state, true)).toBe(-1);
  expect(padDirection(state, false)).toBe(1);
});

test("gaps and unplugged pads are passed over, any pad counts", () => {
  const state = readPads([null, pad([0, -1], [0], false), pad([0, 1], [0, 3])]);
  const pressed = { confirm: true, back: false, emotes: true, start: false };
  expect(state).toEqual({ x: 0, y: 1, ...pressed });
});
