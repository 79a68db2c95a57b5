import { EventDetector } from "@quickpong/client/net/event-detector.ts";
import { contactTime, goalTime, returned, serve } from "@quickpong/shared/ball.ts";
import { FIRST_COUNTDOWN, LEFT, RIGHT, SERVE_COUNTDOWN } from "@quickpong/shared/court.ts";
import { END_REASONS, PHASES } from "@quickpong/shared/match.ts";
import { emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";

const START = 1000;

/** What is counted of a serve at START, seen in every second tick from `first` ticks before it. */
function counted(first: number, finder = new EventDetector(LEFT), n = 0): number[] {
  const flights = [{ n, flight: serve(CLASSIC_RULES, START, LEFT, 0, 0) }];
  const events = [];
  let from = START - first;
  for (let to = from; to < START + 10; to += 2) {
    events.push(...finder.find(emptyPublication(), flights, from, to));
    from = to;
  }
  return events.flatMap((event) => (event.type === "countdown" ? [event.left] : []));
}

test("a countdown is counted from three, however soon it is seen", () => {
  for (const late of [-15, -1, 0, 1, 5, 30]) {
    expect(counted(FIRST_COUNTDOWN - late), `${late} ticks late`).toEqual([3, 2, 1]);
  }
});

test("a player who is left in a rally wins once, and concedes nothing to its ball", () => {
  const flight = serve(CLASSIC_RULES, START, LEFT, 0, 0);
  const flights = [{ n: 0, flight: { ...flight, ruling: "miss" as const } }];
  const state = emptyPublication();
  state.phase = PHASES.indexOf("finished");
  state.endReason = 1 + END_REASONS.indexOf("left");
  state.winner = 1 + LEFT;
  const finder = new EventDetector(LEFT);
  const events = [];
  for (let to = START; to < goalTime(flight) + 20; to += 2) {
    events.push(...finder.find(state, to < contactTime(flight) ? [] : flights, to - 2, to));
  }
  expect(events).toEqual([{ type: "finish", winner: "own" }]);
});

test("a player who comes in the middle of a second sees its number at once", () => {
  expect(counted(90)).toEqual([2, 1]);
  expect(counted(130)).toEqual([3, 2, 1]);
});

test("every match is counted from three; the serves in between are not counted from two", () => {
  const finder = new EventDetector(LEFT);
  expect(counted(FIRST_COUNTDOWN - 3, finder, 0)).toEqual([3, 2, 1]);
  for (const early of [0, 15]) {
    expect(counted(SERVE_COUNTDOWN + early, finder, 20 + early)).toEqual([1]);
  }
  expect(counted(FIRST_COUNTDOWN - 3, finder, 50)).toEqual([3, 2, 1]);
});

/** A serve that is hit, and missed by whoever served. */
function rally() {
  const first = { ...serve(CLASSIC_RULES, START, LEFT, 0, 0.3), gap: 0, ruling: "hit" as const };
  const second = { ...returned(CLASSIC_RULES, first, 0), ruling: "miss" as const };
  const flights = [first, second].map((flight, n) => ({ n, flight }));
  return { flights, goalAt: goalTime(second) };
}

test("what happens in a gap is not told, then or later", () => {
  const { flights, goalAt } = rally();
  const finder = new EventDetector(LEFT);
  const find = (from: number, to: number) =>
    finder.find(emptyPublication(), flights, from, to).map(({ type }) => type);
  expect(find(START - 10, goalAt + 5)).toEqual(["gap"]);
  expect(find(goalAt + 5, goalAt + 6)).toEqual([]);
});

test("what still counts after a gap is told: countdown, emotes and the end", () => {
  const { flights, goalAt } = rally();
  const finder = new EventDetector(LEFT);
  finder.emote(RIGHT, 2);
  const next = { n: 2, flight: serve(CLASSIC_RULES, goalAt + SERVE_COUNTDOWN, RIGHT, 0, 0) };
  const to = goalAt + SERVE_COUNTDOWN - 50;
  const types = (phase: number, from: number) =>
    finder
      .find({ ...emptyPublication(), phase, endReason: 1 }, [...flights, next], from, to)
      .map(({ type }) => type);
  expect(types(PHASES.indexOf("point"), START)).toEqual(["emote", "gap", "countdown"]);
  expect(types(PHASES.indexOf("finished"), START)).toEqual(["gap", "countdown", "finish"]);
});

test("a slow frame is no gap", () => {
  const { flights, goalAt } = rally();
  const finder = new EventDetector(LEFT);
  const types = [];
  for (let to = START - 10; to < goalAt + 30; to += 15) {
    types.push(...finder.find(emptyPublication(), flights, to - 15, to).map(({ type }) => type));
  }
  expect(types.filter((type) => type !== "wall")).toEqual(["serve", "hit", "goal"]);
});
