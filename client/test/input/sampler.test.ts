/** Keys that go up unheard: the paddle must not run on. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { allDevices } from "../../src/input/devices.ts";
import { NO_PADS, usePadReader } from "../../src/input/pad-state.ts";
import { createSampler, type Sampler } from "../../src/input/sampler.ts";
import type { CourtTransform } from "../../src/layout/court-transform.ts";
import { DEFAULT_KEYS } from "../../src/settings/key-map.ts";

const RANGE = 370;
const UP = -RANGE;
const FRAME_MS = 16;

let page: EventTarget;
let frame: EventTarget;
let now: number;
let upright: boolean;
let sampler: Sampler;

beforeEach(() => {
  page = new EventTarget();
  frame = new EventTarget();
  [now, upright] = [1000, false];
  vi.stubGlobal("window", frame);
  vi.stubGlobal("document", page);
  for (const name of ["", "Input", "TextArea", "Select"]) {
    vi.stubGlobal(`HTML${name}Element`, class extends EventTarget {});
  }
  vi.spyOn(performance, "now").mockImplementation(() => now);
  sampler = createSampler({
    surface: new EventTarget() as HTMLElement,
    fit: () => ({ upright }) as CourtTransform,
    paddleY: () => 0,
    range: () => RANGE,
    devices: allDevices(() => DEFAULT_KEYS),
  });
});
afterEach(() => {
  sampler.stop();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function key(type: "keydown" | "keyup", code: string, more: object = {}): void {
  const modifiers = { ctrlKey: false, metaKey: false, altKey: false };
  frame.dispatchEvent(Object.assign(new Event(type), { code, key: code, ...modifiers, ...more }));
}
const down = (code: string, more?: object) => key("keydown", code, more);
const up = (code: string, more?: object) => key("keyup", code, more);

/** Where the paddle is sent after so many milliseconds of frames. */
function target(ms = FRAME_MS): number | null {
  let last = null;
  for (let passed = 0; passed < ms; passed += FRAME_MS) {
    now += FRAME_MS;
    last = sampler.target();
  }
  return last;
}

test("a held key steers until it goes up", () => {
  down("KeyW");
  expect(target(2000)).toBe(UP);
  up("KeyW");
  expect(target()).toBeNull();
});

test("two keys of one direction: one goes up, the paddle goes on", () => {
  down("KeyW");
  down("ArrowUp");
  up("ArrowUp");
  expect(target()).toBe(UP);
  up("KeyW");
  expect(target()).toBeNull();
});

test("Cmd swallows the key's going up: its own going down or up counts for all", () => {
  down("KeyW");
  down("MetaLeft", { key: "Meta", metaKey: true });
  expect(target()).toBeNull();
  down("KeyW", { metaKey: true });
  expect(target()).toBeNull();
  up("MetaLeft", { key: "Meta" });
  down("KeyW", { repeat: true });
  expect(target()).toBe(UP);
});

test("a hidden tab and a window without the focus hold no key", () => {
  down("KeyW");
  page.dispatchEvent(new Event("visibilitychange"));
  expect(target()).toBeNull();
  down("KeyW");
  frame.dispatchEvent(new Event("blur"));
  expect(target()).toBeNull();
});

test("after an alert a key counts only when it is heard of again", () => {
  down("KeyW");
  expect(target()).toBe(UP);
  now += 3000;
  expect(target()).toBeNull();
  down("KeyW", { repeat: true });
  expect(target()).toBe(UP);
});

test("what is held while the court turns steers no more, and can be let go", () => {
  upright = true;
  target();
  down("ArrowLeft");
  expect(target()).toBe(UP);
  upright = false;
  expect(target()).toBeNull();
  down("ArrowLeft", { repeat: true });
  expect(target()).toBeNull();
  up("ArrowLeft");
  upright = true;
  expect(target()).toBeNull();
});

test("a key that goes up in a text field is up", () => {
  down("KeyW");
  up("KeyW", { ctrlKey: true });
  expect(target()).toBeNull();
});

test("a stick goes on over a stopped page: it is asked, not heard of", () => {
  let y: -1 | 0 = -1;
  usePadReader(() => ({ ...NO_PADS, y }));
  expect(target()).toBe(UP);
  now += 3000;
  expect(target()).toBe(UP);
  y = 0;
  expect(target()).toBeNull();
});
