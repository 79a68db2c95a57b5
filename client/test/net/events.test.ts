import { EventFinder } from "@quickpong/client/net/events.ts";
import { contactTime, goalTime, serve } from "@quickpong/shared/ball.ts";
import { FIRST_COUNTDOWN, LEFT, SERVE_COUNTDOWN, SERVE_SPEED } from "@quickpong/shared/court.ts";
import { END_REASONS, PHASES } from "@quickpong/shared/match.ts";
import { emptyPublication } from "@quickpong/shared/protocol/publication.ts";
import { expect, test } from "vitest";

const START = 1000;

/** What is counted of a serve at START, seen in every second tick from `first` ticks before it. */
function counted(first: number, finder = new EventFinder(LEFT), n = 0): number[] {
  const flights = [{ n, flight: serve(START, LEFT, 0, SERVE_SPEED, 0) }];
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

test("whoever is left in a rally wins once, and concedes nothing to its ball", () => {
  const flight = serve(START, LEFT, 0, SERVE_SPEED, 0);
  const flights = [{ n: 0, flight: { ...flight, ruling: "miss" as const } }];
  const state = emptyPublication();
  state.phase = PHASES.indexOf("finished");
  state.endReason = 1 + END_REASONS.indexOf("left");
  state.winner = 1 + LEFT;
  const finder = new EventFinder(LEFT);
  const events = [];
  for (let to = START; to < goalTime(flight) + 20; to += 2) {
    events.push(...finder.find(state, to < contactTime(flight) ? [] : flights, to - 2, to));
  }
  expect(events).toEqual([{ type: "finish", winner: "own" }]);
});

test("who comes in the middle of a second sees its number at once", () => {
  expect(counted(90)).toEqual([2, 1]);
  expect(counted(130)).toEqual([3, 2, 1]);
});

test("every match is counted from three; the serves in between are not counted from two", () => {
  const finder = new EventFinder(LEFT);
  expect(counted(FIRST_COUNTDOWN - 3, finder, 0)).toEqual([3, 2, 1]);
  for (const early of [0, 15]) {
    expect(counted(SERVE_COUNTDOWN + early, finder, 20 + early)).toEqual([1]);
  }
  expect(counted(FIRST_COUNTDOWN - 3, finder, 50)).toEqual([3, 2, 1]);
});
