import { expect, test } from "vitest";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";
import { spokenOf } from "../../src/ui/spoken.ts";

const frame = (events: MatchEvent[], watching = false) =>
  ({
    own: { name: "Ada", bot: "", score: 3 },
    opponent: { name: "Grace", bot: "", score: 1 },
    watching,
    events,
  }) as unknown as ViewFrame;
const goal: MatchEvent = { type: "goal", by: "own", x: 0, y: 0, speed: 1 };

test("countdown, score and result are said, hits are not", () => {
  expect(spokenOf(frame([{ type: "countdown", left: 3 }]))).toBe("3");
  expect(spokenOf(frame([goal]))).toBe("You 3, Grace 1");
  expect(spokenOf(frame([goal, { type: "finish", winner: "own" }]))).toBe(
    "You 3, Grace 1. You won",
  );
  expect(spokenOf(frame([{ type: "wall", x: 0, y: 438, speed: 1 }]))).toBe("");
});

test("a watcher hears names", () => {
  expect(spokenOf(frame([goal], true))).toBe("Ada 3, Grace 1");
  expect(spokenOf(frame([{ type: "finish", winner: "opponent" }], true))).toBe("Grace won");
});

test("match point is said with the score", () => {
  const near = { ...frame([goal]), pointsToWin: 4, phase: "point" } as ViewFrame;
  expect(spokenOf(near)).toBe("You 3, Grace 1. Match point");
  expect(spokenOf({ ...near, pointsToWin: 5 })).toBe("You 3, Grace 1");
  expect(spokenOf({ ...near, phase: "finished" })).toBe("You 3, Grace 1");
});
