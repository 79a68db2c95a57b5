/** The allowance for late messages about contacts. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defenderOf } from "../src/ball.ts";
import {
  LONG_RULING_WINDOW,
  otherSide,
  RULING_WINDOW,
  SHORT_RULING_WINDOW,
  type Side,
  ticksFromMs,
} from "../src/court.ts";
import { LATENESS_CREDIT, type MatchState, rulingWindow } from "../src/match.ts";
import { advance, receiveWatermark } from "../src/simulation.ts";
import { play, WILD } from "./support/play.ts";
import { aim, answer, begin, contact, defender, flying } from "./support/scene.ts";

const windowOf = (match: MatchState, side: Side) => rulingWindow(match, match.players[side]);

/** The defender returns the ball and says so `late` ticks after the contact. */
function answerLate(match: MatchState, late: number): void {
  aim(match, true);
  const time = contact(match);
  advance(match, time + late);
  receiveWatermark(match, defenderOf(flying(match)), Math.floor(time), time + late);
}

describe("the credit for lateness", () => {
  it("RULE-7: three late messages in a row are waited for, then only 60 ms", () => {
    const match = begin();
    const side = defender(match);
    const credits = [];
    for (let i = 0; i < 3; i++) {
      answerLate(match, 20);
      credits.push(match.players[side].credit);
      answer(match, true);
    }
    expect(credits).toEqual([2, 1, 0]);
    expect(windowOf(match, side)).toBe(SHORT_RULING_WINDOW);
    expect(SHORT_RULING_WINDOW).toBe(3.6);
    expect(windowOf(match, otherSide(side))).toBe(LONG_RULING_WINDOW);
    const due = Math.ceil(contact(match) + 3.6);
    advance(match, due - 1e-9);
    expect(flying(match).ruling).toBe("open");
    advance(match, due);
    expect(match.flights.at(-2)?.ruling ?? "miss").not.toBe("open");
  });

  it("RULE-7: ten messages in time buy one late one", () => {
    const match = begin();
    const side = defender(match);
    match.players[side].credit = 0;
    for (let i = 0; i < 10; i++) {
      expect(windowOf(match, side)).toBe(SHORT_RULING_WINDOW);
      answer(match, true);
      answer(match, true);
    }
    expect(windowOf(match, side)).toBe(RULING_WINDOW);
    answerLate(match, 20);
    expect(match.players[side].credit).toBe(0);
  });

  it("RULE-7: over 450 ms late counts twice, and is waited for again after twenty in time", () => {
    const match = begin();
    const side = defender(match);
    expect(windowOf(match, side)).toBe(LONG_RULING_WINDOW);
    answerLate(match, 47);
    expect(match.players[side].credit).toBe(1);
    answer(match, true);
    for (let i = 0; i < 20; i++) {
      expect(windowOf(match, side)).toBe(RULING_WINDOW);
      answer(match, true);
      answer(match, true);
    }
    expect(windowOf(match, side)).toBe(LONG_RULING_WINDOW);
  });

  it("RULE-7: up to 60 ms is in time, and credit is not hoarded", () => {
    const match = begin();
    const side = defender(match);
    answerLate(match, 3.59);
    expect(match.players[side].credit).toBe(LATENESS_CREDIT);
  });

  it("RULE-8: a message that is late delays the next flight by 50 ms and three times as much, one in time does not", () => {
    for (const late of [-0.5, 0, 0.25, 3, 20, 47]) {
      const match = begin();
      const time = contact(match);
      answerLate(match, late);
      expect(flying(match).hits).toBe(1);
      expect(flying(match).start - time).toBeCloseTo(late > 0 ? 3 + 3 * late : 0, 9);
    }
  });

  it("RULE-8: so does a message that never comes, and the other one loses no time by it", () => {
    const match = begin();
    aim(match, true);
    const time = contact(match);
    const due = Math.ceil(time + LONG_RULING_WINDOW);
    advance(match, due);
    const { start } = flying(match);
    expect(start).toBeCloseTo(time + 3 + 3 * (due - time), 9);
    expect(contact(match) - match.now).toBeGreaterThan(contact(match) - start);
  });

  it("RULE-9: a player whose words often come a little late gives way in every flight, at most 400 ms", () => {
    const match = begin();
    const pauseWith = (share: number) => {
      match.players[defender(match)].lateShare = share;
      const time = contact(match);
      answer(match, true);
      return flying(match).start - time;
    };
    expect(pauseWith(0.045)).toBe(0);
    expect(pauseWith(0.02)).toBe(0);
    expect(pauseWith(0.095)).toBeCloseTo(ticksFromMs(200), 9);
    expect(pauseWith(0.5)).toBeCloseTo(ticksFromMs(400), 9);
  });

  it("RULE-9: the share counts words up to 60 ms late; those in time and those later still lower it", () => {
    for (const [late, towards] of [
      [-0.5, 0],
      [0.5, 1],
      [3.59, 1],
      [20, 0],
    ] as const) {
      const match = begin();
      const side = defender(match);
      answerLate(match, late);
      expect(match.players[side].lateShare).toBeCloseTo(0.045 + (towards - 0.045) / 32, 9);
    }
  });

  it.each(["ahead", "arrival"] as const)("RULE-8: judged by %s nothing is late", (inputPolicy) => {
    const match = begin({ inputPolicy });
    const time = contact(match);
    aim(match, true);
    advance(match, Math.ceil(time));
    expect(flying(match).hits).toBe(1);
    expect(flying(match).start).toBe(time);
  });

  it("RULE-7: credit stays within 0 and 3, whatever is sent", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        play(seed, WILD, ({ players }) => {
          const credits = players.map(({ credit }) => credit);
          if (!credits.every((credit) => credit >= 0 && credit <= 3)) throw new Error(`${credits}`);
        });
      }),
      { numRuns: 15 },
    );
  });
});
