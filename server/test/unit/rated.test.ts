/** Which ends of a match count for ratings, and the figures of a match. */
import { defenderOf, type Flight } from "@quickpong/shared/ball.ts";
import { keyFrom } from "@quickpong/shared/chacha20.ts";
import { otherSide, TICK_RATE } from "@quickpong/shared/court.ts";
import { createMatch, END_REASONS } from "@quickpong/shared/match.ts";
import { arrive, leave } from "@quickpong/shared/presence.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Bots } from "../../src/match/bots.ts";
import { FigureCounter } from "../../src/match/match-figures.ts";
import { countsForRatings } from "../../src/match/rated.ts";
import { RecordedSimulation } from "../../src/match/recorded-simulation.ts";
import { seatsFor } from "../../src/match/seats.ts";

const REASONS = [...END_REASONS, "interrupted"] as const;

test.each([
  // reason, with a winner and a hit of each, with a winner and none, without a winner
  ["score", true, true, true],
  ["timeout", true, true, true],
  ["left", true, false, false],
  ["absent", true, false, false],
  ["idle", true, false, false],
  ["void", false, false, false],
  ["interrupted", false, false, false],
] as const)(
  "RATE-4: %s: counts %s after hits of both, %s before, %s without a winner",
  (reason, won, early, none) => {
    expect(countsForRatings({ reason, winner: 0, bothHit: true, stalled: false })).toBe(won);
    expect(countsForRatings({ reason, winner: 1, bothHit: false, stalled: false })).toBe(early);
    expect(countsForRatings({ reason, winner: null, bothHit: true, stalled: false })).toBe(none);
  },
);

test("RATE-4: a match in which the process stood still never counts", () => {
  for (const reason of REASONS)
    for (const winner of [0, 1, null] as const)
      expect(countsForRatings({ reason, winner, bothHit: true, stalled: true })).toBe(false);
});

/** Two bots play for so many ticks, looked at every so many; all that flew, beside what was counted. */
function played(seed: number, ticks: number, every: number) {
  const simulation = new RecordedSimulation(DEFAULT_RULES, keyFrom(randomFrom(seed)), false);
  const match = simulation.state;
  const bot = { name: "Bot", ticket: "", since: 0, bot: "zoe" } as const;
  const bots = new Bots(simulation, seatsFor(bot, bot), seed);
  const counter = new FigureCounter();
  const flights = new Map<number, Flight>();
  for (let tick = 1; tick <= ticks && match.phase !== "finished"; tick++) {
    advance(match, tick);
    bots.play(tick);
    for (const flight of match.flights) flights.set(flight.start, flight);
    if (tick % every === 0) counter.look(match);
  }
  leave(match, 0, match.now);
  counter.look(match);
  const began = [...flights.values()].filter(({ start }) => start <= match.now);
  return { began, figures: counter.take() };
}

test("figures are those of all flights that began, however seldom somebody looks", () => {
  const arbitrary = fc.record({
    seed: fc.nat(1000),
    ticks: fc.integer({ min: 1, max: 4000 }),
    every: fc.integer({ min: 1, max: 40 }),
  });
  fc.assert(
    fc.property(arbitrary, ({ seed, ticks, every }) => {
      const { began, figures } = played(seed, ticks, every);
      const hitters = began.filter(({ hits }) => hits > 0).map((f) => otherSide(defenderOf(f)));
      expect(figures).toEqual({
        longestRally: Math.max(0, ...began.map(({ hits }) => hits)),
        topSpeed: Math.round(Math.max(0, ...began.map(({ speed }) => speed)) * TICK_RATE),
        bothHit: new Set(hitters).size === 2,
        hits: [0, 1].map((side) => hitters.filter((each) => each === side).length),
      });
    }),
    { numRuns: 40 },
  );
});

test("figures of a rematch are its own", () => {
  const { figures } = played(1, 4000, 1);
  expect(figures.longestRally).toBeGreaterThan(0);
  const counter = new FigureCounter();
  const match = createMatch(DEFAULT_RULES, keyFrom(randomFrom(2)));
  arrive(match, 0, 0);
  arrive(match, 1, 0);
  counter.look(match);
  const nothing = { longestRally: 0, topSpeed: 0, bothHit: false, hits: [0, 0] };
  expect(counter.take()).toEqual(nothing);
});
