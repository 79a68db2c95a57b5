import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ballX, defenderOf, type Flight, goalTime } from "../src/ball.ts";
import { keyFrom } from "../src/chacha20.ts";
import { otherSide, SERVE_COUNTDOWN, SIDES, type Side } from "../src/court.ts";
import { createMatch, type MatchState, nextDue } from "../src/match.ts";
import { arrive } from "../src/presence.ts";
import { randomFrom } from "../src/random.ts";
import { DEFAULT_RULES, PACES } from "../src/rules.ts";
import { advance, receiveWatermark } from "../src/simulation.ts";
import { Ledger } from "./support/ledger.ts";
import { CALM, play, WILD } from "./support/play.ts";
import {
  advanceToDue,
  aim,
  answer,
  begin,
  contact,
  defender,
  flying,
  score,
} from "./support/scene.ts";

const KEY = keyFrom(randomFrom(1));

describe("a point", () => {
  it("POINT-1: is made when a missed ball has crossed the goal line", () => {
    const match = begin();
    const loser = defender(match);
    answer(match, false);
    const due = Math.ceil(goalTime(flying(match)));
    expect(nextDue(match)).toBe(due);
    advance(match, due - 1e-9);
    expect(match.score).toEqual([0, 0]);
    advance(match, due);
    expect(match.score[otherSide(loser)]).toBe(1);
    expect(Math.abs(ballX(flying(match), due))).toBeGreaterThanOrEqual(800);
  });

  it("POINT-3: is followed by the rules' pause and the next serve's countdown", () => {
    const match = begin();
    score(match, 0);
    expect([match.phase, match.phaseEnds]).toEqual(["point", match.now + match.rules.pointPause]);
    advanceToDue(match);
    expect([match.phase, match.phaseEnds]).toEqual(["countdown", match.now + SERVE_COUNTDOWN]);
  });

  it("POINT-3, MATCH-5: made late, its pause counts from the line, an end from when it is known", () => {
    for (const pointsToWin of [3, 7] as const) {
      const match = begin({ pointsToWin });
      for (let i = 0; i < 2; i++) score(match, 0);
      advanceToDue(match);
      aim(match, false);
      const { time, line } = { time: contact(match), line: Math.ceil(goalTime(flying(match))) };
      advance(match, time + 20);
      receiveWatermark(match, defender(match), Math.floor(time), match.now);
      const known = match.now;
      advance(match, known + 1);
      const ends = pointsToWin === 3 ? Math.ceil(known) + 90 * 60 : line + match.rules.pointPause;
      expect([match.score, match.phaseEnds, match.now]).toEqual([[3, 0], ends, known + 1]);
    }
  });

  it("POINT-2: points are the missed flights: none lost, doubled or taken back", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(CALM, WILD), (seed, options) => {
        const ledger = new Ledger();
        let before: [number, number] = [0, 0];
        let began = 0;
        let over = false;
        const look = (match: MatchState) => {
          const [left, right] = match.score;
          // A rematch, also of a match that was void at 0:0 with its ball already missed.
          if (over && !match.outcome) began = match.flightCount - 1;
          else if (left < before[0] || right < before[1]) throw new Error("a point was taken back");
          over = !!match.outcome;
          before = [left, right];
          ledger.see(match);
          const missed = ledger.misses(began);
          const pending = ["countdown", "rally"].includes(match.phase) ? 1 : 0;
          const newest = match.flights.at(-1)?.ruling === "miss" && !match.outcome ? pending : 0;
          const crossed = missed[0] + missed[1] - left - right;
          if (!match.outcome && crossed !== newest) throw new Error(`${missed} and ${match.score}`);
        };
        play(seed, { ...options, error: 260, rules: { ...DEFAULT_RULES, pointsToWin: 3 } }, look);
      }),
      { numRuns: 12, examples: [[2122263536, WILD]] },
    );
  });
});

const upness = (flight: Flight) => Math.abs(flight.vy) / flight.speed;

describe("a serve", () => {
  it("SERVE-1: begins near the middle, at the match's pace, at most serveSlope of it up or down", () => {
    const { serveSpeed, serveSlope } = DEFAULT_RULES;
    const seen = { y: 0, slope: 0 };
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(...PACES), (seed, pace) => {
        const flight = flying(begin({ pace }, seed));
        expect([flight.hits, ballX(flight, flight.start)]).toEqual([0, 0]);
        expect(flight.speed * 60).toBeCloseTo(serveSpeed * pace, 9);
        seen.y = Math.max(seen.y, Math.abs(flight.y));
        seen.slope = Math.max(seen.slope, upness(flight));
      }),
      { numRuns: 300 },
    );
    expect(seen.y).toBeLessThanOrEqual(250);
    expect(seen.slope).toBeLessThanOrEqual(serveSlope);
    expect(seen.y).toBeGreaterThan(200);
    expect(seen.slope).toBeGreaterThan(0.8 * serveSlope);
  });

  it("SERVE-2: comes from the key alone, not from how points were made", () => {
    const play = (rally: number) => {
      const match = begin({ pointsToWin: 21 }, 7);
      const serves = [];
      for (let i = 0; i < 6; i++) {
        const { y, vy } = flying(match);
        serves.push([y, vy]);
        for (let hits = 0; hits < 2 * rally; hits++) answer(match, true);
        score(match, 0);
        advanceToDue(match);
      }
      return serves;
    };
    expect(play(0)).toEqual(play(3));
  });

  it("SERVE-3: goes to the loser of the last point, the first to either side", () => {
    const first = new Set<Side>();
    for (let seed = 0; seed < 20; seed++) first.add(defender(begin({}, seed)));
    expect([...first].sort()).toEqual(SIDES);
    const match = begin({ pointsToWin: 21 });
    for (const winner of [0, 1, 1, 0, 0, 1] as const) {
      score(match, winner);
      advanceToDue(match);
      expect(defender(match)).toBe(otherSide(winner));
    }
  });

  it("SERVE-4: is known 180 ticks ahead at first, then 66", () => {
    const match = createMatch(DEFAULT_RULES, KEY);
    for (const side of SIDES) arrive(match, side, 10.25);
    expect(flying(match).start).toBe(11 + 180);
    score(match, 1);
    advanceToDue(match);
    expect(flying(match).start).toBe(match.now + 66);
    expect(defenderOf(flying(match))).toBe(0);
  });
});
