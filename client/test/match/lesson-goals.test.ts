/** When a lesson is done. */
import { reachAt } from "@quickpong/shared/ball.ts";
import { expect, test } from "vitest";
import { LESSON_RULES, LessonWatch } from "../../src/match/lesson-goals.ts";
import type { MatchEvent } from "../../src/net/view-frame.ts";

const reach = reachAt(LESSON_RULES, { hits: 0 });
const hit = (by: "own" | "opponent", off: number): MatchEvent => ({
  type: "hit",
  by,
  y: 0,
  gap: off * reach,
  speed: 10,
  hits: 1,
});
const wall: MatchEvent = { type: "wall", x: 0, y: 438, speed: 10 };

/** Number of the frame in which it is done, of frames with one event each; -1 for never. */
const done = (lesson: "move" | "edge" | "wall", ...events: MatchEvent[]) => {
  const watch = new LessonWatch(lesson);
  return events.findIndex((event) => watch.see({ events: [event], rules: LESSON_RULES }));
};

test("moving is learned with the first ball that one hits", () => {
  expect(done("move", wall, hit("opponent", 0), hit("own", 0.1))).toBe(2);
});

test("the edge is learned with a ball taken with an end, either one", () => {
  expect(done("edge", hit("opponent", 0.9), hit("own", 0.4), hit("own", -0.6))).toBe(2);
});

test("the wall is learned when a ball of one's own meets one", () => {
  expect(done("wall", wall, hit("opponent", 0.9), wall, hit("own", 0.9), wall)).toBe(4);
  expect(done("wall", hit("own", 0.9), hit("opponent", 0), wall)).toBe(-1);
});
