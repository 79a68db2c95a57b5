import { describe, expect, test } from "vitest";
import { directionOf } from "../../src/input/keys.ts";
import { createTargetTracker, DRAG_GAIN } from "../../src/input/target-tracker.ts";

const RANGE = 370;

describe("keys", () => {
  test("a held key steers to the end, its release stops", () => {
    const steering = createTargetTracker(() => RANGE);
    expect(steering.target()).toBeNull();
    steering.press("KeyW", -1);
    expect(steering.target()).toBe(-RANGE);
    steering.release("KeyW");
    expect(steering.target()).toBeNull();
  });

  test("of two held keys the last one counts, then the other again", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.press("KeyW", -1);
    steering.press("KeyS", 1);
    expect(steering.target()).toBe(RANGE);
    steering.release("KeyS");
    expect(steering.target()).toBe(-RANGE);
  });

  test("a held key that repeats does not take over from the mouse", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.press("KeyW", -1);
    steering.point(100);
    steering.press("KeyW", -1);
    expect(steering.target()).toBe(100);
  });

  test("of two keys of one direction one may go up", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.press("KeyW", -1);
    steering.press("ArrowUp", -1);
    steering.release("KeyW");
    expect(steering.target()).toBe(-RANGE);
    steering.release("ArrowUp");
    expect(steering.target()).toBeNull();
  });

  test("losing the focus releases everything", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.press("KeyS", 1);
    steering.releaseAll();
    expect(steering.target()).toBeNull();
  });

  test("sideways keys steer only on a standing court", () => {
    expect(directionOf("ArrowLeft", false)).toBeNull();
    expect(directionOf("ArrowLeft", true)).toBe(-1);
    expect(directionOf("KeyW", false)).toBe(-1);
    expect(directionOf("ArrowDown", true)).toBe(1);
    expect(directionOf("Space", true)).toBeNull();
  });
});

describe("mouse and touch", () => {
  test("the last device wins", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.point(50);
    steering.press("KeyS", 1);
    expect(steering.target()).toBe(RANGE);
    steering.point(-20);
    expect(steering.target()).toBe(-20);
  });

  test("a lost focus without held keys leaves the mouse's target alone", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.point(50);
    steering.releaseAll();
    expect(steering.target()).toBe(50);
  });

  test("the target stays where a paddle can be", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.point(10_000);
    expect(steering.target()).toBe(RANGE);
  });

  test("a finger moves the paddle from where it is, wherever it is put down", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.dragFrom(400, -100);
    expect(steering.target()).toBe(-100);
    steering.dragTo(410);
    expect(steering.target()).toBeCloseTo(-100 + 10 * DRAG_GAIN);
  });

  test("a finger that went too far turns the paddle as soon as it turns", () => {
    const steering = createTargetTracker(() => RANGE);
    steering.dragFrom(0, 300);
    steering.dragTo(1000);
    expect(steering.target()).toBe(RANGE);
    steering.dragTo(990);
    expect(steering.target()).toBeCloseTo(RANGE - 10 * DRAG_GAIN);
  });
});
