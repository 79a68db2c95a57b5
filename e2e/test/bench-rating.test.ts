/** A new server's ratings are as sure as they say, and boosting brings less the more it is repeated. */
import { expect, test } from "vitest";
import { boost, HOUR, playHonestly } from "../bench/rating/boosting.ts";
import { comparePlaces, RINGS } from "../bench/rating/places.ts";
import { MARKS, PLAYERS, simulatePopulation } from "../bench/rating/population.ts";
import {
  compareGains,
  comparePopulations,
  type Gains,
  toJson,
  toText,
} from "../bench/rating/report.ts";
import { ELO_32, ELO_FALLING, QUICKPONG } from "../bench/rating/systems.ts";

test.each(["near", "random"] as const)(
  "RATE-1: of players with %s opponents nine in ten are within two deviations at every step",
  (opponents) => {
    const steps = simulatePopulation(QUICKPONG, opponents, 2, 1);
    expect(steps.map(({ games }) => games)).toEqual(MARKS);
    const others = [ELO_32, ELO_FALLING].map((elo) => simulatePopulation(elo, opponents, 2, 1));
    for (const [i, { error, meanDeviation, coverage }] of steps.entries()) {
      expect(coverage).toBeGreaterThanOrEqual(0.9);
      // Nor are the deviations so wide that they say nothing.
      expect(coverage).toBeLessThan(0.99);
      expect(meanDeviation).toBeLessThan(1.25 * error);
      for (const elo of others) expect(error).toBeLessThan(elo[i]!.error);
    }
    expect(steps.at(-1)?.error).toBeLessThan(60);
  },
);

test("a seed is a population; another is another", () => {
  const play = (seed: number) => simulatePopulation(QUICKPONG, "near", 1, seed);
  expect(play(3)).toEqual(play(3));
  expect(play(3)).not.toEqual(play(4));
});

test("RATE-3: two accounts that play each other all day gain what six matches bring, at one address half", () => {
  const ring = { accounts: 2, sameAddress: false };
  const [hour, day] = [HOUR, 24 * HOUR].map((time) => boost(ring, true, time));
  expect(day).toEqual(hour);
  expect(day?.counted).toBe(6);
  const honest = playHonestly(1800, true, HOUR);
  expect(day?.gained).toBeLessThan(honest.gained / 3);
  const near = boost({ ...ring, sameAddress: true }, true, HOUR);
  expect(near.gained).toBeLessThan(0.6 * day!.gained);
});

test("TOP-2: no ring that feeds one of its accounts is listed, nearly all who play honestly are", () => {
  const places = comparePlaces();
  const fed = places.filter(({ name }) => !name.includes("honest once"));
  expect(fed.map(({ name, listed }) => [name, listed])).toEqual(
    fed.map(({ name }) => [name, null]),
  );
  // Ten of them would be high up if everybody was listed.
  expect(fed.find(({ name }) => name === "ring of 10")?.ofAll).toBeLessThan(PLAYERS / 10);
  expect(places[0]?.honest).toBeGreaterThan(0.9 * PLAYERS);
});

test("the report has every system, and every ring beside honest players", () => {
  const [courses, gains, places] = [
    comparePopulations(1),
    compareGains(),
    comparePlaces(RINGS.slice(0, 1)),
  ];
  const text = toText(courses, gains, places);
  for (const who of ["honest, of 1500", "ring of 2", "ring of 3, one address", "ring of 10"])
    expect(text).toContain(`| ${who} |`);
  const json = JSON.parse(JSON.stringify(toJson(courses, gains, places))) as Record<
    string,
    unknown[]
  >;
  expect(json["steps"]).toHaveLength(MARKS.length);
  expect(Object.keys(json["steps"]?.[0] ?? {})).toEqual([
    "games",
    "error",
    "meanDeviation",
    "coverage",
  ]);
  const honest = (json["gains"] as Gains[]).find(({ who }) => who === "honest, of 1500");
  expect(Math.abs(honest?.settled.hour.gained ?? Number.NaN)).toBeLessThan(10);
});
