import { describe, expect, test } from "vitest";
import { createPadReader, type Pad } from "../../src/input/gamepad.ts";
import { NO_PADS, padDirection } from "../../src/input/pad-state.ts";
import { GHOSTS, type Held, PADS, type PadSample, padOf } from "./pads.ts";

const FRAME_MS = 16;
/** Longer than a control has to rest before it counts. */
const A_MOMENT = 200;

/** One pad and who asks for it, frame by frame. */
function plug(sample: PadSample) {
  const reader = createPadReader();
  let now = 1000;
  const read = (pad: Pad | null) => {
    now += FRAME_MS;
    return reader.read([null, pad], now);
  };
  const hold = (held: Held, ms = FRAME_MS) => {
    let state = read(padOf(sample, held));
    for (let passed = FRAME_MS; passed < ms; passed += FRAME_MS) state = read(padOf(sample, held));
    return state;
  };
  return { hold, unplug: () => read(null) };
}
const [STICK, D_PAD] = PADS as [PadSample, PadSample];

describe.each(PADS)("$name", (sample) => {
  const { rest, up, down, left, start } = sample;

  test("says nothing at rest, and what is pressed otherwise", () => {
    const { hold } = plug(sample);
    expect(hold(rest, A_MOMENT)).toEqual(NO_PADS);
    if (up) expect(padDirection(hold(up), false)).toBe(-1);
    if (down) expect(padDirection(hold(down), false)).toBe(1);
    if (left) expect(hold(left)).toEqual({ ...NO_PADS, x: -1 });
    if (left) expect(padDirection(hold(left), true)).toBe(-1);
    if (start) expect(hold(start)).toEqual({ ...NO_PADS, start: true });
    expect(hold(rest)).toEqual(NO_PADS);
  });
});

test.each(GHOSTS)("$name: nobody steers", (sample) => {
  const { hold } = plug(sample);
  for (let i = 0; i < 100; i++) expect(hold(sample.rest)).toEqual(NO_PADS);
});

test("a stick that is held when the pad is plugged in counts once it was let go", () => {
  const { hold } = plug(STICK);
  const up = { axes: [0, -1, 0, 0] };
  expect(hold(up, A_MOMENT).y).toBe(0);
  hold(STICK.rest, A_MOMENT);
  expect(hold(up).y).toBe(-1);
});

test("a trigger where a stick is elsewhere does not steer when it is pulled and let go", () => {
  const { hold } = plug({ ...STICK, mapping: "" });
  for (const y of [-1, -0.6, -0.2, 0.2, 0.6, 1, 1, 0.6, 0.2, -0.2, -0.6, -1]) {
    expect(hold({ axes: [0, y] }).y, String(y)).toBe(0);
  }
});

test("what gets stuck in the middle of a match lets go after ten seconds, and is mended by rest", () => {
  const { hold } = plug(D_PAD);
  const stuck = { axes: [0, 0, 0, 0], pressed: [12] };
  hold(D_PAD.rest, A_MOMENT);
  expect(hold(stuck, 9000).y).toBe(-1);
  expect(hold(stuck, 2000).y).toBe(0);
  hold(D_PAD.rest, A_MOMENT);
  expect(hold(stuck).y).toBe(-1);
});

test("on a standing court sideways counts first", () => {
  const { hold } = plug(STICK);
  hold(STICK.rest, A_MOMENT);
  const state = hold({ axes: [-1, 1, 0, 0] });
  expect(padDirection(state, true)).toBe(-1);
  expect(padDirection(state, false)).toBe(1);
});

test("a pad that comes back is a new one, and any pad counts", () => {
  const { hold, unplug } = plug(STICK);
  hold(STICK.rest, A_MOMENT);
  unplug();
  expect(hold({ axes: [0, 1, 0, 0] }).y).toBe(0);
  const reader = createPadReader();
  const both = (y: number) => [padOf(STICK, STICK.rest), null, padOf(STICK, { axes: [0, y] })];
  reader.read(both(0), 0);
  reader.read(both(0), A_MOMENT);
  expect(reader.read(both(1), A_MOMENT + FRAME_MS).y).toBe(1);
});
