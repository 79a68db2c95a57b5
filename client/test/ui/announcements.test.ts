import { expect, test } from "vitest";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";
import { createAnnouncer } from "../../src/ui/announcements.ts";

const frame = (own: number, events: MatchEvent[] = [], more: Partial<ViewFrame> = {}) =>
  ({
    now: 0,
    own: { name: "Ada", bot: "", score: own, present: true },
    opponent: { name: "Grace", bot: "", score: 1, present: true },
    watching: false,
    events,
    ...more,
  }) as unknown as ViewFrame;
const goal: MatchEvent = { type: "goal", by: "own", x: 0, y: 0, speed: 1 };

/** What is said of these frames, one after the other. */
function said(...frames: ViewFrame[]): string[] {
  const speak = createAnnouncer();
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

test("two at one screen hear their names, and whose pad is missing", () => {
  const together = { together: true };
  expect(said(frame(2, [], together), frame(3, [goal], together))[1]).toBe("Ada 3, Grace 1");
  expect(said(frame(2, [{ type: "finish", winner: "own" }], together))).toEqual(["Ada won"]);
  const missing = frame(2, [], { ...together, padMissing: "opponent" });
  const words = "Grace: press any button on your gamepad.";
  expect(said(frame(2), missing, missing, frame(2))).toEqual(["", words, "", ""]);
});

test("match point is said with the score", () => {
  const at = (pointsToWin: number, phase: ViewFrame["phase"]) =>
    said(frame(2), frame(3, [goal], { pointsToWin, phase }))[1];
  expect(at(4, "point")).toBe("You 3, Grace 1. Match point");
  expect(at(5, "point")).toBe("You 3, Grace 1");
  expect(at(4, "finished")).toBe("You 3, Grace 1");
});

const grace = (more: object) => ({ opponent: { ...frame(2).opponent, ...more } });
const GONE = "Grace lost the connection. Waiting for them to come back.";

test("what is the matter is said once, what one may do about it, and that it is over", () => {
  const gone = frame(2, [], grace({ present: false }));
  const claimable = { ...gone, mayClaim: true };
  const frames = [frame(2), gone, gone, claimable, claimable, frame(2), frame(2)];
  const words = ["", GONE, "", "Claim the win. Leave without losing", "", "Grace is back", ""];
  expect(said(...frames)).toEqual(words);
  const own = { ...frame(2).own, connection: "lost" as const };
  expect(said(frame(2), frame(2, [], { own }), frame(2))).toEqual([
    "",
    "Connection lost. Trying to get you back in.",
    "Connection good",
  ]);
});

test("how long the match waits is said once, when it is known, and not every second", () => {
  const gone = (phase: ViewFrame["phase"], phaseLeft: number) =>
    frame(2, [], { ...grace({ present: false }), phase, phaseLeft });
  const frames = [gone("rally", 9000), gone("waiting", 1125), gone("waiting", 1050)];
  expect(said(...frames, gone("waiting", 900))).toEqual([GONE, "19 s left", "", ""]);
  expect(said(frames[1] as ViewFrame)).toEqual([`${GONE} 19 s left`]);
  const own = { ...frame(2).own, connection: "lost" as const };
  const lost = (triesLeft: number) => frame(2, [], { own, triesLeft });
  expect(said(lost(21_900), lost(20_900), frame(2))).toEqual([
    "Connection lost. Trying to get you back in. 22 s left",
    "",
    "Connection good",
  ]);
});

test("a player who is away for longer than a refresh takes is said to be away, whatever the reason", () => {
  const away = (now: number) => ({ ...frame(2, [], grace({ away: true })), now });
  const here = (now: number) => ({ ...frame(2), now });
  const words = ["", "", "", "Grace is away for a moment", "", "Grace is back"];
  expect(said(here(900), away(1000), away(2300), away(2500), away(9000), here(9100))).toEqual(
    words,
  );
  expect(said(here(900), away(1000), away(2300), here(2310), away(2400))).toEqual([
    "",
    "",
    "",
    "",
    "",
  ]);
  expect(said(away(50_000), away(51_400), away(51_500))).toEqual(["", "", words[3]]);
});

test("a player who only refreshes the page is not said to have lost the connection", () => {
  const going = (now: number, present: boolean) => ({
    ...frame(2, [], grace({ away: true, present })),
    now,
  });
  const here = (now: number) => ({ ...frame(2), now });
  const blink = [here(900), going(1000, true), going(1050, false), going(1850, false), here(1950)];
  expect(said(...blink)).toEqual(["", "", "", "", ""]);
  expect(said(...blink.slice(0, 4), going(1950, false))).toEqual(["", "", "", "", GONE]);
});

test("the end of a match says why, and nothing else about who is gone", () => {
  const over = {
    ...{ phase: "finished" as const, outcome: { winner: "own" as const, reason: "left" as const } },
    ...grace({ present: false }),
  };
  expect(said(frame(2), frame(2, [{ type: "finish", winner: "own" }], over))).toEqual([
    "",
    "You won. Grace left the match.",
  ]);
  const nobody = { ...over, outcome: { winner: null, reason: "idle" as const } };
  expect(said(frame(2, [{ type: "finish", winner: null }], nobody))).toEqual([
    "Nobody won. Nobody moved any more.",
  ]);
});
