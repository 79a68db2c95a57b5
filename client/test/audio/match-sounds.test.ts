/** What is to be glad of sounds so: for a player their own, for two at one screen what either does. */
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { tonesOf } from "../../src/audio/match-sounds.ts";
import type { MatchEvent, ViewFrame } from "../../src/net/view-frame.ts";

const player = { score: 1 };
const tones = (event: MatchEvent, more: Partial<ViewFrame> = {}) =>
  tonesOf({
    ...{ rules: DEFAULT_RULES, phase: "rally", pointsToWin: 7, watching: false },
    ...{ own: player, opponent: player, events: [event], ...more },
  } as unknown as ViewFrame);

const goal = (by: "own" | "opponent"): MatchEvent => ({ type: "goal", by, x: 0, y: 0, speed: 9 });
const hit = (by: "own" | "opponent"): MatchEvent => ({
  ...{ type: "hit", by, y: 0, gap: 0, speed: 9, hits: 1 },
});
const rises = (all: { from: number }[]) => (all.at(-1)?.from ?? 0) > (all[0]?.from ?? 0);
const pan = (all: { pan?: number }[]) => Math.sign(all[0]?.pan ?? 0);

test("a player hears points go up and down", () => {
  expect([rises(tones(goal("own"))), rises(tones(goal("opponent")))]).toEqual([true, false]);
  expect(tones(hit("own")).length).toBeGreaterThan(tones(hit("opponent")).length);
});

test("two at one screen hear both alike, each from their side", () => {
  const together = { together: true };
  const [left, right] = [tones(goal("own"), together), tones(goal("opponent"), together)];
  expect([rises(left), rises(right), pan(left), pan(right)]).toEqual([true, true, 1, -1]);
  const hits = [tones(hit("own"), together), tones(hit("opponent"), together)] as const;
  expect(hits[0].map(({ from }) => from)).toEqual(hits[1].map(({ from }) => from));
  expect([pan(hits[0]), pan(hits[1])]).toEqual([-1, 1]);
  const won = (winner: "own" | "opponent") => tones({ type: "finish", winner }, together);
  expect(won("opponent")).toEqual(won("own"));
});
