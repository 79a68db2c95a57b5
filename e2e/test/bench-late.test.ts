/** The search for the best cheat. */
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, it } from "vitest";
import { Duel } from "../bench/late/duel.ts";
import { BASIC, HONEST, nameOf, narrowed, strategyOf } from "../bench/late/strategies.ts";

const setting = {
  level: "pro",
  link: { rtt: 100, jitter: 5, loss: 0 },
  rules: { ...DEFAULT_RULES, pointsToWin: 1 },
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
