/** The search for the best cheat. */
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, it } from "vitest";
import { Duel } from "../bench/late/duel.ts";
import { added, noScore, pointShare, raceTo, scoreOf, winShare } from "../bench/late/score.ts";
import { BASIC, HONEST, nameOf, narrowed, strategyOf } from "../bench/late/strategies.ts";

const setting = {
  level: "pro",
  link: { rtt: 100, jitter: 5, loss: 0 },
  rules: { ...DEFAULT_RULES, pointsToWin: 1 },
  frameRate: 60,
} as const;

it("knows every strategy by its name", () => {
  const all = [HONEST, ...BASIC, ...BASIC.slice(0, 20).flatMap(narrowed)];
  expect(new Set(all.map(nameOf)).size).toBe(all.length);
  for (const each of all) expect(strategyOf(nameOf(each))).toEqual(each);
  for (const name of ["", "lag 97 %", "nap 97 %: always", "lag 97 %: never"]) {
    expect(strategyOf(name)).toBeUndefined();
  }
});

it("INPUT-10: no paddle gets further than it can, whoever says nothing until the ball comes", () => {
  const lurk = strategyOf("lurk 90 %: always") ?? HONEST;
  for (const seed of [1, 2, 3]) {
    const { further, points } = new Duel(lurk, setting, seed).play();
    expect(points[0] + points[1]).toBe(1);
    expect(Math.max(...further)).toBeLessThan(0.03);
  }
});

it("a duel is repeatable from its seed", () => {
  expect(new Duel(HONEST, setting, 5).play()).toEqual(new Duel(HONEST, setting, 5).play());
});

it("RULE-8: a player who holds back messages about fast balls loses by it, and the other player sees the ball for longer", () => {
  const word = strategyOf("word 97 %: over 80 % of the limit") ?? HONEST;
  const whole = { ...setting, rules: DEFAULT_RULES };
  const score = [1, 2]
    .map((seed) => scoreOf(new Duel(word, whole, seed).play()))
    .reduce(added, noScore());
  const [mine, theirs] = score.views.map((time, side) => time / (score.balls[side] ?? 0));
  expect(pointShare(score)).toBeLessThan(0.4);
  expect(theirs).toBeGreaterThan((mine ?? 0) + 100);
});

it("says what points mean for matches", () => {
  expect(raceTo(7, 0.5)).toBeCloseTo(0.5, 12);
  expect(raceTo(1, 0.3)).toBeCloseTo(0.3, 12);
  // Best of three: 0.6^2 (1 + 2 x 0.4).
  expect(raceTo(2, 0.6)).toBeCloseTo(0.648, 12);
  const { share, error } = winShare({ ...noScore(), points: [5000, 5000] }, 7);
  expect(share).toBeCloseTo(0.5, 12);
  // A point of the points, 0.5 / sqrt(10,000) of them chance, is 2.93 points of the matches.
  expect(error).toBeCloseTo(0.005 * 2.93, 3);
});
