/** The own hits, as the page of a try counts them. */
import { expect, test } from "vitest";
import { OwnHits } from "../../src/match/daily-match.ts";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";

type Seen = Pick<ViewFrame, "events" | "phase" | "rally">;
const hit = (by: "own" | "opponent", hits: number): MatchEvent => ({
  ...{ type: "hit", by, hits, y: 0, gap: 0, speed: 10 },
});
const during = (rally: number, ...events: MatchEvent[]): Seen => ({
  phase: "rally",
  rally,
  events,
});

test.each(["own", "opponent"] as const)("every second hit is one's own, served to %s", (first) => {
  const own = new OwnHits();
  let expected = 0;
  for (let n = 1; n <= 12; n++) {
    const by = n % 2 === 1 ? first : first === "own" ? "opponent" : "own";
    if (by === "own") expected++;
    expect(own.follow(during(n, hit(by, n)))).toBe(expected);
  }
  expect(own.follow({ phase: "finished", rally: 12, events: [] })).toBe(6);
});

test("whoever comes back to a rally knows it but for the last hit, and the next try begins at none", () => {
  const own = new OwnHits();
  expect(own.follow(during(9))).toBe(4);
  expect(own.follow(during(11, hit("own", 11)))).toBe(6);
  expect(own.follow({ phase: "countdown", rally: 0, events: [] })).toBe(0);
});
