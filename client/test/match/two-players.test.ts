/** Who sits where, and what goes along when they change places. */
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { PadSeats } from "../../src/input/pad-seats.ts";
import { NO_PADS } from "../../src/input/pad-state.ts";
import { fitCourt } from "../../src/layout/court-transform.ts";
import { createTwoHereMatch } from "../../src/match/two-here-match.ts";
import { TwoPlayers } from "../../src/match/two-players.ts";
import type { ViewFrame } from "../../src/net/view-frame.ts";
import { DEFAULT_KEYS } from "../../src/settings/key-map.ts";
import type { Controls } from "../../src/settings/two-here.ts";

// The same serves on every run.
beforeAll(() => {
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => array);
});
afterAll(() => {
  vi.restoreAllMocks();
});

const FIT = fitCourt(1600, 900, { top: 0, right: 0, bottom: 0, left: 0 });

function two(controls: Controls, places: (number | null)[] = [0, 1]) {
  const pads: PadSeats = {
    get places() {
      return places;
    },
    look: () => undefined,
    read: (player) => ({
      ...NO_PADS,
      y: places[player] === null || player < 0 ? 0 : player ? 1 : -1,
    }),
    guardMenus: () => undefined,
  };
  const choice = { controls, names: ["Ann", "Bob"] as const };
  const players = new TwoPlayers({ choice, pads, keys: () => DEFAULT_KEYS, fit: () => FIT });
  const keys = () =>
    players.devices.map(({ direction }) =>
      ["KeyW", "ArrowDown"].map((code) => direction(code, false)),
    );
  return { players, keys, padsSay: () => players.devices.map((each) => each.pads().y), places };
}

test("one keyboard: its halves stay where they are, the names change", () => {
  const { players, keys, padsSay } = two("keys");
  const halves = [
    [-1, null],
    [null, 1],
  ];
  expect([players.names, keys(), padsSay()]).toEqual([["Ann", "Bob"], halves, [0, 0]]);
  players.swap();
  expect([players.names, keys()]).toEqual([["Bob", "Ann"], halves]);
  expect(players.padMissing()).toBeNull();
});

test("two pads: each goes along with its player", () => {
  const { players, keys, padsSay } = two("pads");
  expect(padsSay()).toEqual([-1, 1]);
  players.swap();
  expect(padsSay()).toEqual([1, -1]);
  expect(keys().flat()).toEqual([null, null, null, null]);
});

test("keyboard and pad: all of the keyboard is the first player's, on either side", () => {
  const { players, keys, padsSay } = two("mixed");
  expect([keys(), padsSay()]).toEqual([
    [
      [-1, 1],
      [null, null],
    ],
    [0, -1],
  ]);
  players.swap();
  expect([keys(), padsSay()]).toEqual([
    [
      [null, null],
      [-1, 1],
    ],
    [-1, 0],
  ]);
});

test("whoever's pad is missing is named by their side", () => {
  const { players, places } = two("pads", [0, null]);
  expect(players.padMissing()).toBe("opponent");
  players.swap();
  expect(players.padMissing()).toBe("own");
  places[1] = 3;
  expect(players.padMissing()).toBeNull();
  expect(two("mixed", [null, 1]).players.padMissing()).toBe("opponent");
  expect(two("mixed", [0, null]).players.padMissing()).toBeNull();
});

test("a match stands without its pad, and goes on with it", () => {
  const { players, places } = two("pads", [0, null]);
  const match = createTwoHereMatch(players, DEFAULT_RULES);
  let now = performance.now();
  const pass = (ms: number): ViewFrame => {
    let frame: ViewFrame | null = null;
    for (const end = now + ms; now < end; now += 16) frame = match.frame(now);
    return frame as ViewFrame;
  };
  const first = pass(100);
  const later = pass(5000);
  expect([later.padMissing, later.serveIn]).toEqual(["opponent", first.serveIn]);
  places[1] = 1;
  const { padMissing, serveIn, own, opponent } = pass(1500);
  expect(padMissing).toBeNull();
  // It may have been served meanwhile.
  expect(serveIn).toBeLessThan(later.serveIn);
  expect(own.score + opponent.score).toBe(0);
});

test("they change places: points and matches won go along, and a match that is over begins anew", () => {
  const { players } = two("keys");
  const match = createTwoHereMatch(players, { ...DEFAULT_RULES, pointsToWin: 3 });
  let now = performance.now();
  const pass = (until: (frame: ViewFrame) => boolean, keen: "own" | "opponent"): ViewFrame => {
    for (let i = 0; i < 60_000; i++) {
      now += 16;
      const frame = match.frame(now) as ViewFrame;
      const y = frame.ball?.y ?? 0;
      match.steer(keen === "own" ? y : -y, keen === "own" ? -y : y);
      if (until(frame)) return frame;
    }
    throw new Error("It does not come.");
  };
  const point = pass(({ own }) => own.score === 1, "own");
  expect([point.own.name, point.opponent.score]).toEqual(["Ann", 0]);
  match.swapSides();
  const swapped = pass(() => true, "own");
  expect([swapped.own.name, swapped.own.score, swapped.opponent.score]).toEqual(["Bob", 0, 1]);
  const won = pass(({ phase }) => phase === "finished", "opponent");
  expect(won.outcome).toEqual({ reason: "score", winner: "opponent" });
  match.swapSides();
  const again = pass(() => true, "own");
  expect([again.own.name, again.own.score, again.own.wins, again.opponent.wins]).toEqual([
    ...["Ann", 0, 1, 0],
  ]);
  match.link.rematch();
  expect(pass(() => true, "own").own.wins).toBe(1);
});
