import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactTime, contactY, defenderOf, reachAt } from "../src/ball.ts";
import { MAX_AHEAD, otherSide, SHORT_RULING_WINDOW } from "../src/court.ts";
import { trackAt } from "../src/paddle.ts";
import { drop } from "../src/presence.ts";
import { paddleRange, paddleSpeed } from "../src/rules.ts";
import { advance, receiveInput, receiveWatermark } from "../src/simulation.ts";
import { Ledger } from "./support/ledger.ts";
import { CALM, play, WILD } from "./support/play.ts";
import { aim, answer, begin, contact, defender, flying } from "./support/scene.ts";

describe("a contact", () => {
  it("RULE-1, RULE-4: is ruled once, and no ball flies past one that is not", () => {
    fc.assert(
      fc.property(fc.integer(), fc.constantFrom(CALM, WILD), (seed, options) => {
        const ledger = new Ledger();
        play(seed, options, (match) => ledger.see(match));
        expect(ledger.flights.length).toBeGreaterThan(0);
      }),
      { numRuns: 12 },
    );
  });

  it("INPUT-9: is not ruled by a later place, however many inputs push the earlier ones out", () => {
    const rulingAfter = (inputs: number, seed: number) => {
      const match = begin({}, seed);
      const [time, side] = [contact(match), defender(match)];
      const y = contactY(flying(match));
      const [most, reach] = [paddleRange(match.rules), reachAt(match.rules, flying(match))];
      const target = Math.max(-most, Math.min(most, y));
      match.players[side].credit = 0;
      advance(match, time - 20);
      // Just too late to be there.
      const tick = Math.floor(time - (Math.abs(y) - reach) / paddleSpeed(match.rules));
      receiveInput(match, side, { seq: 0, tick, target }, time - 3);
      const end = time + SHORT_RULING_WINDOW - 0.01;
      if (Math.ceil(end + 0.01) <= end) return null;
      for (let seq = 1; seq <= inputs; seq++) {
        receiveInput(match, side, { seq, tick: 0, target }, end);
      }
      advance(match, time + 10);
      return match.flights[0]?.ruling;
    };
    for (let seed = 1; seed <= 300; seed++)
      expect(rulingAfter(40, seed)).toBe(rulingAfter(1, seed));
  });

  it("RULE-2: is ruled at once when the defender's message covers it, even ahead of time", () => {
    const match = begin();
    const time = contact(match);
    const side = defender(match);
    advance(match, Math.floor(time) - 30);
    receiveWatermark(match, side, Math.floor(time) - 1, match.now);
    expect(flying(match).ruling).toBe("open");
    receiveWatermark(match, otherSide(side), Math.floor(time), match.now);
    expect(flying(match).ruling).toBe("open");
    receiveWatermark(match, side, Math.floor(time), match.now);
    expect(match.flights[0]?.ruling).not.toBe("open");
    expect(match.now).toBeLessThan(time);
  });

  it("RULE-2: an input stamped after it says as much as a mark", () => {
    const match = begin();
    const tick = Math.floor(contact(match));
    const side = defender(match);
    advance(match, tick - 30);
    receiveInput(match, side, { seq: 0, tick, target: 0 }, match.now);
    expect(match.flights[0]?.ruling).toBe("open");
    receiveInput(match, side, { seq: 1, tick: tick + 1, target: 0 }, match.now);
    expect(match.flights[0]?.ruling).not.toBe("open");
  });

  it("RULE-2: so is the next one, when it is known as soon as the one before is ruled", () => {
    const match = begin({ serveSpeed: 1500, gain: 1.25, speedLimit: 3000 });
    aim(match, true);
    const side = defender(match);
    const time = Math.floor(contact(match));
    advance(match, time);
    // The other one has said already where they will be when the ball comes back.
    receiveWatermark(match, otherSide(side), match.now + MAX_AHEAD, match.now);
    expect(flying(match).ruling).toBe("open");
    receiveWatermark(match, side, time, match.now);
    expect(match.flights[0]?.ruling).toBe("hit");
    expect(match.flights[1]?.ruling).not.toBe("open");
  });

  it.each([
    [3, 48],
    [2.9, 27],
    [1, 27],
    [0.9, 3.6],
  ])(
    "RULE-3, RULE-7: with %d credits is ruled %d ticks after it at the latest",
    (credit, window) => {
      const match = begin();
      match.players[defender(match)].credit = credit;
      const due = Math.ceil(contact(match) + window);
      advance(match, due - 1e-9);
      expect(flying(match).ruling).toBe("open");
      advance(match, due);
      expect(match.flights[0]?.ruling).not.toBe("open");
    },
  );

  it("RULE-4: a hit is known together with the flight that follows", () => {
    const match = begin();
    answer(match, true);
    expect(match.flights.map(({ ruling }) => ruling)).toEqual(["hit", "open"]);
    expect(flying(match).start).toBe(contactTime(match.flights[0] as never));
    expect(defender(match)).toBe(otherSide(defenderOf(match.flights[0] as never)));
  });

  it("RULE-5: goes by where the paddle is at that very time, late inputs included", () => {
    const match = begin();
    const side = defender(match);
    const time = contact(match);
    advance(match, time + 10);
    const tick = Math.floor(time) - 5;
    receiveInput(match, side, { seq: 0, tick, target: 200 }, match.now);
    const expected =
      contactY(flying(match)) - trackAt(match.rules, match.players[side].segments, time);
    receiveWatermark(match, side, Math.floor(time), match.now);
    expect(match.flights[0]?.gap).toBe(expected);
    expect(trackAt(match.rules, match.players[side].segments, time)).toBeGreaterThan(
      5 * paddleSpeed(match.rules),
    );
  });

  it("RULE-6: nobody waits for an absent player", () => {
    const match = begin();
    aim(match, true);
    drop(match, defender(match), match.now);
    const due = Math.ceil(contact(match));
    advance(match, due);
    expect(match.flights[0]?.ruling).toBe("hit");
  });

  it("RULE-6: a contact that was waiting for them is ruled as soon as they drop", () => {
    const match = begin();
    const late = contact(match) + 20;
    drop(match, defender(match), late);
    advance(match, late);
    expect(match.flights[0]?.ruling).not.toBe("open");
  });

  it.each(["ahead", "arrival"] as const)("INPUT-8: judged by %s nobody waits", (inputPolicy) => {
    const match = begin({ inputPolicy });
    const side = defender(match);
    const tick = Math.floor(match.now) + 20;
    receiveInput(match, side, { seq: 0, tick, target: 99 }, match.now);
    expect(match.players[side].segments.at(-1)?.tick).toBe(inputPolicy === "ahead" ? tick : 0);
    advance(match, 100.5);
    receiveInput(match, side, { seq: 0, tick: 90, target: 50 }, match.now);
    expect(match.players[side].segments.at(-1)?.tick).toBe(101);
    advance(match, Math.ceil(contact(match)));
    expect(match.flights[0]?.ruling).not.toBe("open");
  });
});
