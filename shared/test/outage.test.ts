import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contactTime, goalTime } from "../src/ball.ts";
import { keyFrom } from "../src/chacha20.ts";
import { SIDES, seconds } from "../src/court.ts";
import { createMatch, type MatchState } from "../src/match.ts";
import { outage } from "../src/outage.ts";
import { arrive, claimFrom, drop, leave } from "../src/presence.ts";
import { randomFrom } from "../src/random.ts";
import { applyMessage, replay } from "../src/replay.ts";
import { DEFAULT_RULES } from "../src/rules.ts";
import { advance, receiveInput, receiveWatermark } from "../src/simulation.ts";
import { expectSame } from "./support/fingerprint.ts";
import { CALM, play, WILD } from "./support/play.ts";
import { advanceToDue, answer, begin, contact, defender, flying, score } from "./support/scene.ts";

/** From a little more than the shortest to half an hour (ticks). */
const lengths = fc.double({ min: 60.01, max: seconds(1800), noNaN: true });

describe("an outage", () => {
  it("PRESENCE-9: whenever it comes and however long it is, makes no point, no idler and no end", () => {
    fc.assert(
      fc.property(fc.integer(), lengths, fc.nat(2000), (seed, length, at) => {
        const recording = play(seed, { ...CALM, ticks: at + 1 });
        const match = replay({ ...recording, end: at });
        const known = match.flights.at(-1)?.ruling === "miss" && match.phase === "rally" ? 1 : 0;
        const [left, right] = match.score;
        outage(match, at, at + length);
        // Nor while the two of them find their hands again.
        advance(match, at + length + 30 + 180 + 40);
        expect(match.score[0] + match.score[1]).toBeLessThanOrEqual(left + right + known);
        expect(match.outcome).toBe(null);
        expect(match.players.map(({ idleServes, drops }) => [idleServes, drops])).toEqual([
          [1, 0],
          [1, 0],
        ]);
      }),
      { numRuns: 60 },
    );
  });

  it("PRESENCE-9: breaks the rally off: nobody hits that ball, or misses it", () => {
    const match = begin();
    answer(match, true);
    const [score, receiver] = [structuredClone(match.score), match.receiver];
    const time = contact(match);
    outage(match, time + 1, time + 200);
    expect(flying(match)).toMatchObject({ ruling: "void", gap: 0 });
    // Words that waited in the sockets.
    receiveWatermark(match, defender(match), Math.floor(time) + 2, time + 200);
    receiveInput(match, 0, { seq: 3, tick: Math.floor(time), target: 9 }, time + 200);
    expect([match.phase, match.flightCount, flying(match).ruling]).toEqual(["waiting", 2, "void"]);
    expect(match.players.map(({ credit }) => credit)).toEqual([3, 3]);
    advanceToDue(match);
    expect([match.phase, match.score, defender(match)]).toEqual(["countdown", score, receiver]);
  });

  it("PRESENCE-9: leaves a miss that was ruled before to cross the line, also for the last point", () => {
    for (const before of [0, 6]) {
      const match = begin();
      for (let i = 0; i < before; i++) {
        score(match, 0);
        advanceToDue(match);
      }
      answer(match, false);
      expect(flying(match).ruling).toBe("miss");
      const winner = defender(match) === 0 ? 1 : 0;
      const points = match.score[winner];
      outage(match, goalTime(flying(match)) - 1, goalTime(flying(match)) + 500);
      expect(match.score[winner]).toBe(points + 1);
      expect(match.phase).toBe(before === 6 ? "finished" : "waiting");
    }
  });

  it("PRESENCE-10: is over after 30 ticks, and play resumes with a countdown of 180", () => {
    for (const phase of ["countdown", "rally", "point"]) {
      const match = begin();
      if (phase !== "countdown") advance(match, flying(match).start + 1);
      if (phase === "point") score(match, 0);
      expect(match.phase).toBe(phase);
      const now = match.now + 400;
      outage(match, match.now, now);
      const until = Math.ceil(now) + 30;
      expect([match.phase, match.phaseEnds]).toEqual(["waiting", until]);
      advance(match, until);
      expect([match.phase, match.phaseEnds]).toEqual(["countdown", until + 180]);
      expect(contactTime(flying(match))).toBeGreaterThan(until + 180);
    }
  });

  it("PRESENCE-10: drops in the 5 s after it are not counted, and wait for who is gone", () => {
    const match = begin();
    const now = 300 + seconds(10);
    outage(match, 300, now);
    drop(match, 0, now + 2);
    drop(match, 1, now + 250);
    expect(match.players.map(({ drops }) => drops)).toEqual([0, 0]);
    expect([match.phase, match.phaseEnds]).toEqual(["waiting", now + 2 + seconds(20)]);
    for (const side of SIDES) arrive(match, side, now + 280);
    expect(match.phase).toBe("countdown");
    drop(match, 1, now + seconds(5));
    expect(match.players[1].drops).toBe(1);
  });

  it("PRESENCE-11: time that runs against somebody stands still", () => {
    const away = seconds(60);
    const absent = begin();
    score(absent, 0);
    drop(absent, 0, absent.now);
    const at = absent.now;
    advanceToDue(absent);
    outage(absent, at + 100, at + 100 + away);
    expect([absent.phase, absent.phaseEnds]).toEqual(["waiting", at + away + seconds(20)]);
    expect(claimFrom(absent)).toBe(at + away + seconds(5));

    const early = createMatch(DEFAULT_RULES, keyFrom(randomFrom(1)));
    arrive(early, 0, 10);
    outage(early, 20, 20 + away);
    expect([early.phase, early.phaseEnds]).toEqual(["waiting", seconds(5) + away]);

    const over = begin();
    leave(over, 0, 50);
    outage(over, 60, 60 + away);
    expect([over.phase, over.phaseEnds]).toEqual(["finished", 50 + seconds(90) + away]);
  });

  it("HOST-4: replayed from its messages is the same, after every one of them", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        let outages = 0;
        const states: MatchState[] = [];
        const options = { ...WILD, ticks: 1500, outages: 0.005 };
        const recording = play(seed, options, (match, [, , message]) => {
          if (message.kind === "outage") outages++;
          states.push(structuredClone(match));
        });
        const again = createMatch(DEFAULT_RULES, recording.key);
        for (const [i, [now, side, message]] of recording.messages.entries()) {
          applyMessage(again, now, side, message);
          expectSame(again, states[i]);
        }
        return outages > 0;
      }),
      { numRuns: 3, examples: [[1], [2]] },
    );
  });
});
