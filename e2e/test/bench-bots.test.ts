/** The bots' ladder, by few matches: `npm run bench:bots` plays more. */
import { BOT_LEVELS } from "@quickpong/shared/bot-levels.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { duel } from "../bench/bots/duel.ts";
import { LADDER, stand } from "../bench/bots/ladder.ts";
import { toJson, toText } from "../bench/bots/report.ts";

/** What a handful of matches may be off by chance, in share of the points. */
const CHANCE = 0.15;
const FEW = 16;

test("a seed is a match; another is another", () => {
  const play = (seed: number) => duel(DEFAULT_RULES, [{ bot: "pip" }, { person: "child" }], seed);
  expect(play(3)).toEqual(play(3));
  expect([play(4), play(5), play(6)]).not.toEqual([play(3), play(3), play(3)]);
});

test("BOT-2: every bot makes fewer points than the next, who is not out of its reach", () => {
  const neighbours = LADDER.slice(1, -1).map((pair) => stand(DEFAULT_RULES, pair, FEW));
  expect(neighbours.map(({ a, b }) => [a, b])).toEqual(
    BOT_LEVELS.slice(1).map((bot, i) => [BOT_LEVELS[i], bot]),
  );
  for (const { a, b, points } of neighbours) {
    expect(points, `${a} v ${b}`).toBeLessThan(0.4 + CHANCE);
    expect(points, `${a} v ${b}`).toBeGreaterThan(0.4 - CHANCE);
  }
});

test("BOT-2: a child is a match for the first, an expert for the last, and not the other way round", () => {
  const [first, last] = [LADDER[0], LADDER.at(-1)].map((pair) =>
    stand(DEFAULT_RULES, pair as (typeof LADDER)[number], 2 * FEW),
  );
  for (const each of [first, last]) {
    expect(each?.points).toBeGreaterThan(0.5 - CHANCE);
    expect(each?.points).toBeLessThan(0.5 + CHANCE);
  }
  const [pip, zoe] = [BOT_LEVELS[0], BOT_LEVELS.at(-1) ?? BOT_LEVELS[0]];
  expect(stand(DEFAULT_RULES, [{ bot: pip }, { person: "expert" }], FEW).points).toBeLessThan(0.2);
  expect(stand(DEFAULT_RULES, [{ bot: zoe }, { person: "child" }], FEW).points).toBeGreaterThan(
    0.8,
  );
});

test("the report has every pairing, as a table and as data", () => {
  const standings = [{ a: "child", b: "pip", won: 0.5, points: 0.49 }];
  expect(toText(standings)).toContain("child");
  expect(toJson(standings, 3)).toEqual({ matches: 3, standings });
});
