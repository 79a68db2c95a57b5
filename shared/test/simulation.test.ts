import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyFrom } from "../src/chacha20.ts";
import { createMatch, nextDue } from "../src/match.ts";
import { drop } from "../src/presence.ts";
import { randomFrom } from "../src/random.ts";
import { applyMessage, replay } from "../src/replay.ts";
import { DEFAULT_RULES } from "../src/rules.ts";
import { advance, receiveInput } from "../src/simulation.ts";
import { expectSame } from "./support/fingerprint.ts";
import { CALM, calledUntil, type PlayOptions, play, WILD } from "./support/play.ts";
import { begin, contact, defender, flying } from "./support/scene.ts";

const styles: [string, PlayOptions][] = [
  ["calm", { ...CALM, ticks: 1500 }],
  ["wild", { ...WILD, ticks: 1500 }],
];

describe.each(styles)("a %s match", (_name, options) => {
  const property = (check: (seed: number) => void, numRuns = 2) =>
    fc.assert(fc.property(fc.integer(), check), { numRuns });

  it("HOST-4: replayed from its messages is the same, after every one of them", () => {
    property((seed) => {
      const again = createMatch(DEFAULT_RULES, keyFrom(randomFrom(seed)));
      const recording = play(seed, options, (match, [now, side, message]) => {
        applyMessage(again, now, side, structuredClone(message));
        expectSame(again, match);
      });
      advance(again, recording.end);
      expectSame(replay(structuredClone(recording)), again);
    });
  });

  it("HOST-2: advanced at every tick and in between is the same as in jumps", () => {
    property((seed) => {
      const recording = play(seed, options);
      const match = createMatch(recording.rules, recording.key, recording.start);
      const walkTo = (now: number) => {
        for (let t = match.now; t < now; t += 0.7) advance(match, t);
        for (let t = Math.floor(match.now); t <= now; t++) advance(match, t);
      };
      for (const recorded of recording.messages) {
        const [now, side, message] = recorded;
        walkTo(calledUntil(recorded));
        applyMessage(match, now, side, message);
      }
      walkTo(recording.end);
      advance(match, recording.end);
      expectSame(match, replay(recording));
    });
  });

  it("HOST-3: goes on in the same way from a copy taken at any time", () => {
    property((seed) => {
      const recording = play(seed, options);
      let match = createMatch(recording.rules, recording.key, recording.start);
      for (const recorded of recording.messages) {
        const [now, side, message] = recorded;
        for (let t = Math.floor(match.now) + 1; t < calledUntil(recorded); t++) {
          advance(match, t);
          match = structuredClone(match);
        }
        applyMessage(match, now, side, message);
        match = structuredClone(match);
      }
      advance(match, recording.end);
      expectSame(match, replay(recording));
    }, 2);
  });

  it("HOST-5: does nothing by itself before the tick it names", () => {
    property((seed) => {
      play(seed, options, (match) => {
        const due = nextDue(match);
        if (due <= match.now || !Number.isFinite(due)) return;
        const copy = structuredClone(match);
        advance(copy, due - 1e-6);
        expectSame(copy, { ...match, now: Math.max(match.now, due - 1e-6) });
      });
    }, 2);
  });
});

describe("the order inside a tick", () => {
  it("HOST-1: a contact whose window has passed is ruled before the message is taken", () => {
    // A pause that outlasts the window: the next serve would make later ticks final as well.
    const match = begin({ pointPause: 60 });
    const side = defender(match);
    const time = contact(match);
    const tick = Math.floor(time) - 10;
    receiveInput(match, side, { seq: 1, tick, target: 300 }, Math.ceil(time + 48));
    expect(match.flights[0]?.ruling).not.toBe("open");
    expect(match.players[side].segments.at(-1)?.tick).toBe(Math.floor(time) + 1);
  });

  it("HOST-1: time does not step back when a drop makes something due in the past", () => {
    const match = begin();
    const side = defender(match);
    const time = contact(match);
    drop(match, side, time + 20);
    expect(match.flights[0]?.ruling).toBe("open");
    advance(match, time + 10);
    expect(match.flights[0]?.ruling).not.toBe("open");
    expect(match.now).toBe(time + 20);
  });

  it("HOST-1: comes to an end however far it is asked to go", () => {
    const match = begin();
    advance(match, Number.POSITIVE_INFINITY);
    expect(match.phase).toBe("finished");
    expect(match.now).toBeLessThan(1e5);
    advance(match, Number.POSITIVE_INFINITY);
    expect(nextDue(match)).toBe(Number.POSITIVE_INFINITY);
  });

  it("HOST-5: far behind, everything is done in the order of its ticks", () => {
    const match = begin();
    const time = contact(match);
    advance(match, 100_000);
    expect(flying(match).ruling).not.toBe("open");
    expect(
      match.players[0].earliestMutableTick + match.players[1].earliestMutableTick,
    ).toBeGreaterThan(time);
    expect(match.outcome).toEqual({ reason: "idle", winner: null });
    expect([match.phase, match.phaseEnds, nextDue(match)]).toEqual([
      "finished",
      Infinity,
      Infinity,
    ]);
  });
});
