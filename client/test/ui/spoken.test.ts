import { expect, test } from "vitest";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";
import { createSpeaker } from "../../src/ui/spoken.ts";

const frame = (own: number, events: MatchEvent[] = [], more: Partial<ViewFrame> = {}) =>
  ({
    own: { name: "Ada", bot: "", score: own },
    opponent: { name: "Grace", bot: "", score: 1 },
    watching: false,
    events,
    ...more,
  }) as unknown as ViewFrame;
const goal: MatchEvent = { type: "goal", by: "own", x: 0, y: 0, speed: 1 };

/** What is said of these frames, one after the other. */
function said(...frames: ViewFrame[]): string[] {
  const speak = createSpeaker();
  return frames.map((each) => speak(each));
}

test("countdown, score and result are said, hits are not", () => {
  expect(said(frame(2, [{ type: "countdown", left: 3 }]))).toEqual(["3"]);
  expect(said(frame(2), frame(3, [goal]))).toEqual(["", "You 3, Grace 1"]);
  const over = frame(3, [goal, { type: "finish", winner: "own" }]);
  expect(said(frame(2), over)).toEqual(["", "You 3, Grace 1. You won"]);
  expect(said(frame(2, [{ type: "wall", x: 0, y: 438, speed: 1 }]))).toEqual([""]);
});

test("a goal that is seen before it is counted is said once it is", () => {
  const frames = [frame(2), frame(2, [goal]), frame(2), frame(3), frame(3)];
  expect(said(...frames)).toEqual(["", "", "", "You 3, Grace 1", ""]);
});

test("neither joining nor a rematch is a point", () => {
  expect(said(frame(3), frame(0), frame(1))).toEqual(["", "", "You 1, Grace 1"]);
});

test("a watcher hears names", () => {
  const watching = { watching: true };
  expect(said(frame(2, [], watching), frame(3, [goal], watching))[1]).toBe("Ada 3, Grace 1");
  expect(said(frame(2, [{ type: "finish", winner: "opponent" }], watching))).toEqual(["Grace won"]);
});

test("match point is said with the score", () => {
  const at = (pointsToWin: number, phase: ViewFrame["phase"]) =>
    said(frame(2), frame(3, [goal], { pointsToWin, phase }))[1];
  expect(at(4, "point")).toBe("You 3, Grace 1. Match point");
  expect(at(5, "point")).toBe("You 3, Grace 1");
  expect(at(4, "finished")).toBe("You 3, Grace 1");
});
