/** Ratings after matches: the paper's example, what holds for all of them, and how much a match counts. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { growDeviation, type Rating, rateGames } from "../../src/rating/glicko.ts";
import {
  isProvisional,
  matchWeight,
  newRating,
  rateMatch,
  rateSide,
  ratingAt,
  type StoredRating,
} from "../../src/rating/rating.ts";

const DAY = 86_400_000;

test("RATE-1: Glickman's example", () => {
  const own: Rating = { rating: 1500, deviation: 200, volatility: 0.06 };
  const game = (rating: number, deviation: number, score: number) => ({
    opponent: { rating, deviation },
    score,
    weight: 1,
  });
  const grown = { ...own, deviation: growDeviation(own, 1) };
  const after = rateGames(grown, [game(1400, 30, 1), game(1550, 100, 0), game(1700, 300, 0)]);
  // The paper rounds on the way and says 1464.06, and cuts the volatility off after the fifth digit.
  expect(after.rating).toBeCloseTo(1464.05, 2);
  expect(after.deviation).toBeCloseTo(151.52, 2);
  expect(after.volatility).toBeCloseTo(0.059996, 6);
});

test("RATE-1: half a game twice says what one game says", () => {
  const own = newRating(0);
  const opponent = { rating: 1600, deviation: 80 };
  const halves = [0.5, 0.5].map((weight) => ({ opponent, score: 1, weight }));
  const whole = rateGames(own, [{ opponent, score: 1, weight: 1 }]);
  expect(rateGames(own, halves)).toEqual(whole);
});

const ratings: fc.Arbitrary<StoredRating> = fc.record({
  rating: fc.oneof(fc.double({ min: 400, max: 3000, noNaN: true }), fc.constantFrom(400, 1e5)),
  deviation: fc.double({ min: 45, max: 350, noNaN: true }),
  volatility: fc.double({ min: 1e-6, max: 0.1, noNaN: true }),
  ratedAt: fc.integer({ min: 0, max: 2e12 }),
});
const winners = fc.constantFrom(0 as const, 1 as const, null);
const weights = fc.constantFrom(1, 0.5, 0.25);
const times = fc.oneof(fc.integer({ min: -1e12, max: 1e13 }), fc.integer({ min: 0, max: 1e9 }));

describe("RATE-1: of every match", () => {
  test("all figures stay within their bounds", () => {
    const check = (before: [StoredRating, StoredRating], after: StoredRating[]): void => {
      for (const [i, { rating, deviation, volatility, ratedAt }] of after.entries()) {
        expect(rating).toBeGreaterThanOrEqual(400);
        expect(Math.abs(rating - before[i]!.rating)).toBeLessThanOrEqual(700 + 1e-9);
        expect(deviation).toBeGreaterThanOrEqual(45);
        expect(deviation).toBeLessThanOrEqual(350);
        expect(volatility).toBeGreaterThan(0);
        expect(volatility).toBeLessThanOrEqual(0.1);
        expect(ratedAt).toBeGreaterThanOrEqual(before[i]!.ratedAt);
      }
    };
    fc.assert(
      fc.property(ratings, ratings, winners, weights, times, (a, b, winner, weight, at) =>
        check([a, b], rateMatch(a, b, winner, weight, at)),
      ),
      { numRuns: 2000 },
    );
  });

  test("seen from the other side it is the same to the bit", () => {
    fc.assert(
      fc.property(ratings, ratings, winners, weights, times, (a, b, winner, weight, at) => {
        const other = winner === null ? null : winner === 0 ? 1 : 0;
        const [left, right] = rateMatch(a, b, winner, weight, at);
        expect(rateMatch(b, a, other, weight, at)).toEqual([right, left]);
      }),
    );
  });

  test("its record says the same of one side alone", () => {
    fc.assert(
      fc.property(ratings, ratings, weights, times, (a, b, weight, at) => {
        const [left, right] = rateMatch(a, b, 0, weight, at);
        expect(rateSide(a, ratingAt(b, at), 1, weight, at)).toEqual(left);
        expect(rateSide(b, ratingAt(a, at), 0, weight, at)).toEqual(right);
      }),
    );
  });

  test("what the winner gains on one scale the loser loses on the mirrored one", () => {
    const inside = ratings.map((each) => ({ ...each, rating: 1000 + (each.rating % 1000) }));
    const mirrored = (each: StoredRating) => ({ ...each, rating: 3000 - each.rating });
    fc.assert(
      fc.property(inside, inside, weights, times, (a, b, weight, at) => {
        const [won] = rateMatch(a, b, 0, weight, at);
        const [lost] = rateMatch(mirrored(a), mirrored(b), 1, weight, at);
        if (won.rating - a.rating > 600) return;
        expect(3000 - lost.rating).toBeCloseTo(won.rating, 6);
        expect(lost.deviation).toBeCloseTo(won.deviation, 6);
        expect(lost.volatility).toBeCloseTo(won.volatility, 6);
      }),
    );
  });

  test("the loser never gains, and the winner never loses", () => {
    fc.assert(
      fc.property(ratings, ratings, weights, times, (a, b, weight, at) => {
        const [won, lost] = rateMatch(a, b, 0, weight, at);
        expect(won.rating).toBeGreaterThanOrEqual(a.rating);
        expect(lost.rating).toBeLessThanOrEqual(b.rating);
      }),
    );
  });

  test("a draw between equals leaves the ratings, and makes them surer", () => {
    fc.assert(
      fc.property(ratings, weights, (a, weight) => {
        const [left, right] = rateMatch(a, a, null, weight, a.ratedAt);
        expect(left.rating).toBe(a.rating);
        expect(right).toEqual(left);
        expect(left.deviation).toBeLessThanOrEqual(a.deviation);
      }),
    );
  });

  test("less weight changes less, and none nothing", () => {
    fc.assert(
      fc.property(ratings, ratings, times, (a, b, at) => {
        const gains = [1, 0.5, 0.25].map((w) => rateMatch(a, b, 0, w, at)[0].rating - a.rating);
        expect(gains).toEqual([...gains].sort((x, y) => y - x));
        expect(rateMatch(a, b, 0, 0, at)).toEqual([a, b]);
      }),
    );
  });
});

test("RATE-2: a deviation grows with time from 60 to 110 in a year, and never beyond the start's", () => {
  const known: StoredRating = { rating: 1700, deviation: 60, volatility: 0.06, ratedAt: 1000 };
  expect(ratingAt(known, 1000 + 365 * DAY).deviation).toBeCloseTo(110, 0);
  expect(ratingAt(known, 1000 + 36_500 * DAY)).toEqual({
    rating: 1700,
    deviation: 350,
    volatility: 0.06,
  });
  const long = 100_000 * DAY;
  const again = { ...newRating(long), rating: 1700, volatility: 0.06 };
  expect(rateMatch(known, newRating(long), 0, 1, long)[0].rating).toBeCloseTo(
    rateMatch(again, newRating(long), 0, 1, long)[0].rating,
    6,
  );
});

test("RATE-2: matches alone don't make it grow, and a clock that goes back neither grows nor shrinks it", () => {
  fc.assert(
    fc.property(ratings, fc.integer({ min: 0, max: 1e9 }), (a, back) => {
      const { ratedAt, ...now } = a;
      expect(ratingAt(a, ratedAt - back).deviation).toBeCloseTo(now.deviation, 9);
      const [after] = rateMatch(a, newRating(0), 0, 1, ratedAt - back);
      expect(after.deviation).toBeLessThanOrEqual(a.deviation);
      expect(after.ratedAt).toBe(ratedAt);
    }),
  );
});

test("RATE-2: provisional at first and after a long time, not after many matches", () => {
  let [left, right] = [newRating(0), newRating(0)];
  expect(isProvisional(left)).toBe(true);
  for (let n = 0; n < 30; n++) [left, right] = rateMatch(left, right, n % 2 ? 0 : 1, 1, n * 1000);
  expect(isProvisional(left)).toBe(false);
  expect(isProvisional(ratingAt(left, 3 * 365 * DAY))).toBe(true);
});

test("RATE-2: after thousands of matches in a row the figures still move", () => {
  let [left, right] = [newRating(0), newRating(0)];
  for (let n = 0; n < 5000; n++) [left, right] = rateMatch(left, right, 0, 1, n);
  for (const each of [left, right]) {
    expect(Object.values(each).every(Number.isFinite)).toBe(true);
    expect(each.deviation).toBeGreaterThanOrEqual(45);
  }
  expect(rateMatch(left, right, 1, 1, 5000)[0].rating).toBeLessThan(left.rating - 1);
});

test("RATE-3: the same two count three times in full, three times half, then not; an address halves it", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 100].map((n) => matchWeight(n, false))).toEqual([
    1, 1, 1, 0.5, 0.5, 0.5, 0, 0,
  ]);
  expect([0, 3, 6].map((n) => matchWeight(n, true))).toEqual([0.5, 0.25, 0]);
});
