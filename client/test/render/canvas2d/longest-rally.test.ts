import { expect, test } from "vitest";
import type { MatchEvent, ViewFrame } from "../../../src/net/view-frame.ts";
import { LongestRally } from "../../../src/render/canvas2d/longest-rally.ts";

const frame = (events: MatchEvent[], rally: number, x = 0, y = 0): ViewFrame =>
  ({ events, rally, serveIn: 0, ball: { x, y, vx: 1, vy: 1, stalled: false } }) as never;
const hit = (by: "own" | "opponent", y: number, hits: number): MatchEvent => ({
  type: "hit",
  by,
  y,
  gap: 0,
  speed: 20,
  hits,
});
const serve: MatchEvent = { type: "serve", toward: "own" };
const goal: MatchEvent = { type: "goal", by: "own", x: 800, y: 50, speed: 20 };

/** A rally of so many hits, each at the height of its number. */
function play(longest: LongestRally, hits: number): void {
  longest.follow(frame([serve], 0));
  for (let n = 1; n <= hits; n++)
    longest.follow(frame([hit(n % 2 ? "own" : "opponent", n, n)], n, n % 2 ? -740 : 740, n));
  longest.follow(frame([goal], hits, 800, 50));
}

test("the longest rally is kept whole, whichever comes before and after it", () => {
  const longest = new LongestRally();
  for (const hits of [2, 7, 0, 7, 4]) play(longest, hits);
  const { rally } = longest;
  expect(rally.hits).toBe(7);
  expect(rally.pieces).toHaveLength(8);
  expect(rally.pieces.map(({ hits }) => hits)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  for (const [n, piece] of rally.pieces.entries()) {
    const next = rally.pieces[n + 1];
    if (next) expect([piece.toX, piece.toY]).toEqual([next.fromX, next.fromY]);
  }
  expect(rally.pieces.at(-1)).toMatchObject({ fromX: -740, fromY: 7, toX: 800, toY: 50 });
});

test("a rally that is still played counts, and a rematch begins with none", () => {
  const longest = new LongestRally();
  longest.follow(frame([serve], 0));
  longest.follow(frame([hit("own", 1, 1)], 1));
  expect(longest.rally.hits).toBe(1);
  longest.clear();
  expect(longest.rally).toEqual({ hits: 0, pieces: [] });
  play(longest, 1);
  expect(longest.rally.hits).toBe(1);
});

test("of frames that were missed there is a hole, and no line through the court", () => {
  const longest = new LongestRally();
  longest.follow(frame([serve], 0));
  longest.follow(frame([hit("own", 1, 1)], 1, -740, 1));
  longest.follow(frame([{ type: "gap" }], 6));
  longest.follow(frame([hit("own", 7, 7)], 7, -740, 7));
  longest.follow(frame([goal], 7, 800, 50));
  expect(longest.rally.hits).toBe(7);
  expect(longest.rally.pieces.map(({ hits }) => hits)).toEqual([0, 7]);
});
