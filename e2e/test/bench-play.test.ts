/** Simulated people: the same seed plays the same match, and what is counted of it is what happened. */
import { CLASSIC_RULES, DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { expect, test } from "vitest";
import { figuresOf } from "../bench/play/figures.ts";
import { SKILL_NAMES, type Style } from "../bench/play/people.ts";
import { playAiming, playPairings } from "../bench/play/plan.ts";
import { toJson, toText } from "../bench/play/report.ts";
import { simulate } from "../bench/play/simulate.ts";

const style = (skill: Style["skill"], offset: Style["offset"] = "any", walls = true): Style => ({
  skill,
  offset,
  walls,
});
const some = (rules: typeof DEFAULT_RULES, a: Style, b: Style, matches: number) =>
  figuresOf(
    rules,
    Array.from({ length: matches }, (_, i) => simulate(rules, [a, b], i + 1)),
  );

test("a seed is a match; another is another", () => {
  const play = (seed: number) => simulate(CLASSIC_RULES, [style("child"), style("casual")], seed);
  expect(play(3)).toEqual(play(3));
  expect(play(3).flights).not.toEqual(play(4).flights);
});

test("a match's points are the misses, and it ends when somebody has enough", () => {
  const match = simulate(CLASSIC_RULES, [style("child"), style("child")], 5);
  const misses = match.flights.filter(({ ruling }) => ruling === "miss").length;
  expect(match.outcome?.reason).toBe("score");
  expect(misses).toBeGreaterThanOrEqual(7);
  expect(misses).toBeLessThanOrEqual(13);
  const figures = figuresOf(CLASSIC_RULES, [match]);
  expect(figures.seconds.p50).toBe(match.ticks / 60);
  expect(figures.dead).toBeGreaterThan((misses * 111) / match.ticks);
});

test("the better one wins, and walls are worth reading", () => {
  expect(some(DEFAULT_RULES, style("gamer"), style("child"), 10).won).toBe(1);
  expect(
    some(DEFAULT_RULES, style("casual", 0), style("casual", 0, false), 20).points,
  ).toBeGreaterThan(0.55);
});

test("the report has every pairing and offset, as a table and as data", () => {
  const [pairings, aiming] = [playPairings(DEFAULT_RULES, 1), playAiming(DEFAULT_RULES, 1)];
  const json = toJson(pairings, aiming) as Record<string, Record<string, unknown>[]>;
  expect(json["pairings"]?.slice(0, 4).map(({ a, b }) => [a, b])).toEqual(
    SKILL_NAMES.map((s) => [s, s]),
  );
  expect(Object.keys(json["pairings"]?.[0] ?? {})).toEqual([
    "a",
    "b",
    "matches",
    "secondsP50",
    "secondsP90",
    "rallySecondsP90",
    "rallyTimeouts",
  ]);
  expect(json["aiming"]).toHaveLength(16);
  expect(Object.keys(json["aiming"]?.[0] ?? {})).toEqual(["skill", "offset", "share"]);
  for (const skill of SKILL_NAMES) expect(toText(pairings, aiming)).toContain(`| ${skill} v `);
});
