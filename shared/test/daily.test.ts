import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactY, defenderOf, type Flight, reachAt } from "../src/ball.ts";
import { otherSide, type Side, TICK_RATE } from "../src/court.ts";
import { beginOfDay, DAILY_RULES, DailyCourse, dailyKey, dayAt } from "../src/daily.ts";
import { lastFlight } from "../src/match.ts";
import { faultIn, paddleRange } from "../src/rules.ts";
import { ownHits, playDaily } from "./support/daily-match.ts";

const day = fc.integer({ min: 20_000, max: 40_000 });

describe("the day's course", () => {
  it("DAILY-1: is of rules that are in range, and the same for everybody on a day, whatever was asked first", () => {
    expect(faultIn(DAILY_RULES)).toBeNull();
    const property = fc.property(day, fc.array(fc.nat(80), { maxLength: 20 }), (today, asked) => {
      const [one, other] = [new DailyCourse(today), new DailyCourse(today)];
      for (const n of asked) one.shareAt(n);
      for (let n = 0; n < 80; n++) {
        expect(one.shareAt(n)).toBe(other.shareAt(n));
        expect(Math.abs(one.shareAt(n))).toBeLessThanOrEqual(0.9);
      }
      expect(dailyKey(today)).toEqual(dailyKey(today));
      expect(dailyKey(today + 1)).not.toEqual(dailyKey(today));
      expect(new DailyCourse(today + 1).shareAt(0)).not.toBe(one.shareAt(0));
    });
    fc.assert(property);
  });

  it("DAILY-1: a day begins at midnight in UTC", () => {
    const midnight = Date.UTC(2026, 11, 2);
    expect(dayAt(midnight)).toBe(dayAt(midnight - 1) + 1);
    expect(beginOfDay(dayAt(midnight))).toBe(midnight);
    expect(beginOfDay(dayAt(midnight + 1))).toBe(midnight);
  });
});

describe("the wall", () => {
  it("DAILY-2: returns everything, however late the player's word comes, and the score is the player's hits", () => {
    const share = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    const args = [day, fc.constantFrom<Side>(0, 1), fc.nat(60), fc.nat(60), share] as const;
    const property = fc.property(...args, (today, side, hits, late, off) => {
      const { match } = playDaily(today, side, hits, late, off);
      expect(match.outcome).toEqual({ reason: "score", winner: otherSide(side) });
      expect(ownHits(lastFlight(match) as Flight)).toBe(hits);
    });
    fc.assert(property, { numRuns: 40 });
  });

  it("DAILY-2: takes each ball where the course says, and the ball is faster each time", () => {
    const end = paddleRange(DAILY_RULES);
    const property = fc.property(day, fc.integer({ min: 1, max: 40 }), (today, hits) => {
      const course = new DailyCourse(today);
      const { seen } = playDaily(today, 0, hits, 0, 0);
      const speeds = seen.map(({ speed }) => speed);
      const limit = DAILY_RULES.speedLimit / TICK_RATE;
      for (const [n, speed] of speeds.slice(1).entries())
        expect(speed > (speeds[n] as number) || speed === limit).toBe(true);
      for (const flight of seen.filter((each) => defenderOf(each) === 1)) {
        const reach = reachAt(DAILY_RULES, flight);
        const aim = contactY(flight) - course.shareAt(Math.floor(flight.hits / 2)) * reach;
        // The paddle stops at the end of its way.
        const stands = Math.max(-end, Math.min(end, aim));
        expect(contactY(flight) - flight.gap).toBeCloseTo(stands, 1);
      }
    });
    fc.assert(property, { numRuns: 15 });
  });
});
