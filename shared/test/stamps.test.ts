/** Late, early and lying stamps. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactTime, contactY, defenderOf, type Flight } from "../src/ball.ts";
import { otherSide, type Side, TICK_MS } from "../src/court.ts";
import type { MatchState } from "../src/match.ts";
import { trackAt } from "../src/paddle.ts";
import { paddleSpeed } from "../src/rules.ts";
import { receiveInput, receiveWatermark } from "../src/simulation.ts";
import { play, WILD } from "./support/play.ts";
import { answer, begin, contact, defender } from "./support/scene.ts";

const input = (tick: number, target = 0, seq = 0) => ({ seq, tick, target });
const lastTick = (match: MatchState, side: Side) => match.players[side].segments.at(-1)?.tick ?? 0;

describe("a stamp", () => {
  it("INPUT-1, INPUT-7: is where the input applies, with its number and its slack", () => {
    const match = begin();
    receiveInput(match, 0, input(12, 64, 7), 9.5);
    const slack = 2.5 * TICK_MS;
    const expected = { n: 1, tick: 12, y: 0, target: 64, seq: 7, slack };
    expect(match.players[0].segments.at(-1)).toEqual(expected);
    expect(match.players[0].lastMoved).toBe(-1);
  });

  it("INPUT-2: more than a second ahead is refused and moves nothing", () => {
    const match = begin();
    const before = structuredClone(match.players[0]);
    for (const tick of [61, 1e9, Infinity, Number.NaN]) {
      expect(receiveInput(match, 0, input(tick), 0)).toBe(false);
      expect(receiveWatermark(match, 0, tick, 0)).toBe(false);
    }
    expect(match.players[0]).toEqual(before);
    expect(receiveInput(match, 0, input(60), 0)).toBe(true);
    expect(receiveWatermark(match, 0, 60, 0)).toBe(true);
  });

  it("INPUT-3: never goes back", () => {
    const match = begin();
    receiveInput(match, 0, input(40, 100), 20);
    receiveInput(match, 0, input(30, -100), 21);
    expect(lastTick(match, 0)).toBe(40);
    expect(match.players[0].lastMoved).toBe(2);
  });

  it("INPUT-4: changes nothing that a ruling was based on", () => {
    const match = begin();
    const side = defender(match);
    const time = contact(match);
    answer(match, true);
    const before = trackAt(match.rules, match.players[side].segments, time);
    receiveInput(match, side, input(Math.floor(time) - 8, -370), match.now);
    expect(lastTick(match, side)).toBe(Math.floor(time) + 1);
    expect(trackAt(match.rules, match.players[side].segments, time)).toBe(before);
  });

  it("INPUT-5: goes back 1 s at most, and 60 ms without a credit", () => {
    const match = begin();
    receiveInput(match, 0, input(3), 100.5);
    expect(lastTick(match, 0)).toBe(41);
    receiveInput(match, 0, input(42), 100.5);
    expect(lastTick(match, 0)).toBe(42);
    match.players[0].credit = 0;
    receiveInput(match, 0, input(43), 100.5);
    expect(lastTick(match, 0)).toBe(97);
  });

  it("INPUT-6: lifts the watermark, which never falls", () => {
    const match = begin();
    const { players } = match;
    const watermarks = [];
    for (const act of [
      () => receiveInput(match, 0, input(20), 10),
      () => receiveWatermark(match, 0, 25, 10),
      () => receiveWatermark(match, 0, 22, 10),
      () => receiveInput(match, 0, input(22), 10),
    ]) {
      act();
      watermarks.push(players[0].watermark);
    }
    expect(watermarks).toEqual([19, 25, 25, 25]);
  });
});

/** Whether a ruled contact still follows from the segments that are kept. */
function stillFollows({ players, rules }: MatchState, flight: Flight): boolean {
  const time = contactTime(flight);
  const { segments } = players[defenderOf(flight)];
  if (["open", "void"].includes(flight.ruling) || (segments[0]?.tick ?? 0) > time) return true;
  return Object.is(contactY(flight) - trackAt(rules, segments, time), flight.gap);
}

describe("once the ball is known to come", () => {
  it("INPUT-10: inputs apply no earlier than that, whatever their stamps say", () => {
    const match = begin();
    answer(match, true);
    const side = defender(match);
    const known = Math.ceil(match.now);
    receiveInput(match, side, input(known - 20, 300), match.now);
    expect(lastTick(match, side)).toBe(known);
    expect(match.players[side].lastMoved).toBe(match.players[side].segmentCount - 1);
    receiveInput(match, side, input(known + 2, -300), match.now + 1);
    expect(lastTick(match, side)).toBe(known + 2);
  });

  it("INPUT-11: a late one applies three times its lateness later, at most 450 ms, and never after it came", () => {
    const applies = (stamp: number, arrival: number) => {
      const match = begin();
      answer(match, true);
      const side = defender(match);
      const known = Math.ceil(match.now);
      receiveInput(match, side, input(known + stamp, 300), known + arrival);
      return lastTick(match, side) - known;
    };
    expect(applies(0, 40)).toBe(27);
    expect(applies(0, 4)).toBe(4);
    expect(applies(10, 12)).toBe(10);
    expect(applies(10, 15)).toBe(15);
    expect(applies(30, 60)).toBe(30);
    expect(applies(30, 29)).toBe(30);
  });

  it("INPUT-11: while the ball flies to the other one, it applies from its stamp", () => {
    const match = begin();
    answer(match, true);
    const side = otherSide(defender(match));
    const known = Math.ceil(match.now);
    receiveInput(match, side, input(known + 5, 300), known + 15);
    expect(lastTick(match, side)).toBe(known + 5);
  });

  it("INPUT-10: a paddle gets no further than its speed allows from then on", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        let flight: Flight | undefined;
        let y = 0;
        // The flight became known between two looks, and the paddle may have turned then: twice that time.
        let known = 0;
        let before = 0;
        play(seed, WILD, ({ rules, flights, players, now }) => {
          const last = flights.at(-1);
          const lookedAt = before;
          before = now;
          if (last?.ruling !== "open") return;
          const at = trackAt(rules, players[defenderOf(last)].segments, now);
          if (last !== flight) [flight, y, known] = [last, at, 2 * lookedAt - now];
          const most = paddleSpeed(rules) * (now - known) + 1;
          if (Math.abs(at - y) > most) throw new Error(`${at} from ${y} in ${now - known} ticks`);
        });
      }),
      { numRuns: 15 },
    );
  });
});

describe("whatever is sent", () => {
  it("INPUT-3, INPUT-4, INPUT-5: segments are ordered, bounded, and rulings keep their reasons", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const newest: [number, number] = [0, 0];
        play(seed, { ...WILD, lies: 0.5 }, (match, [now, side, message]) => {
          const tick = lastTick(match, side);
          const { earliestMutableTick } = match.players[side];
          const accepted = match.players[side].segments.at(-1)?.n !== newest[side];
          newest[side] = match.players[side].segments.at(-1)?.n ?? 0;
          if (message.kind !== "input" || !accepted) return;
          const bounded = tick >= now - 60 && tick <= Math.max(now + 60, earliestMutableTick);
          const follows = match.flights.every((flight) => stillFollows(match, flight));
          if (!bounded || !follows) expect([now, tick, bounded, follows]).toBe("bounded");
        });
      }),
      { numRuns: 12 },
    );
  });

  it("PADDLE-6: no paddle moves faster than its limit, but for the grid", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        play(seed, { ...WILD, lies: 0.5, presence: 0 }, (match) => {
          const speed = paddleSpeed(match.rules);
          for (const { segments } of match.players) {
            const [before, after] = segments.slice(-2);
            if (!before || !after) continue;
            const far = Math.abs(after.y - before.y) - speed * (after.tick - before.tick);
            if (far > 1 / 128) expect(far).toBeLessThanOrEqual(1 / 128);
          }
        });
      }),
      { numRuns: 10 },
    );
  });
});
