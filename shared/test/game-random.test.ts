import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chacha20Block, type Key, keyFrom } from "../src/chacha20.ts";
import { SIDES, type Side } from "../src/court.ts";
import { draw, gameRandom } from "../src/game-random.ts";
import { createMatch, type MatchState } from "../src/match.ts";
import { arrive, askRematch, leave } from "../src/presence.ts";
import { randomFrom } from "../src/random.ts";
import { applyMessage } from "../src/replay.ts";
import { CLASSIC_RULES } from "../src/rules.ts";
import { play, WILD } from "./support/play.ts";
import { Wire } from "./support/published.ts";
import { defender, flying } from "./support/scene.ts";

const keyNumber = (n: number): Key => keyFrom(randomFrom(n));

function begun(key: Key): MatchState {
  const match = createMatch(CLASSIC_RULES, key);
  for (const side of SIDES) arrive(match, side, 0);
  return match;
}

describe("what chance decides", () => {
  it("RANDOM-3: is drawn word by word from the key's stream, over 2^32", () => {
    const random = gameRandom(keyNumber(1));
    const stream = [0, 1, 2].flatMap((n) => [...chacha20Block(keyNumber(1), n, [0, 0, 0])]);
    for (const word of stream) expect(draw(random)).toBe(word / 2 ** 32);
    expect(random.drawn).toBe(48);
  });

  it("RANDOM-3, SERVE-3: first the receiver, then height and slope of each serve", () => {
    const receivers = new Set<Side>();
    for (let n = 0; n < 20; n++) {
      const match = begun(keyNumber(n));
      const [receiver = 0, height = 0, slope = 0] = chacha20Block(keyNumber(n), 0, [0, 0, 0]);
      const { y, vy, speed } = flying(match);
      expect(y).toBe(((height / 2 ** 32) * 2 - 1) * 250);
      expect(vy).toBe(speed * (((slope / 2 ** 32) * 2 - 1) * 0.6));
      expect(defender(match)).toBe(receiver < 2 ** 31 ? 0 : 1);
      receivers.add(defender(match));
    }
    expect(receivers.size).toBe(2);
  });

  it("RANDOM-4: a rematch has a key of its own, and nothing of the first one's", () => {
    const rematch = (first: Key): MatchState => {
      const match = begun(first);
      leave(match, 0, 10);
      arrive(match, 0, 20);
      for (const side of SIDES) askRematch(match, side, keyNumber(side), 30);
      return match;
    };
    const [match, other] = [rematch(keyNumber(7)), rematch(keyNumber(8))];
    // The player who asks last brings the key.
    expect(match.random).toEqual({ key: keyNumber(1), drawn: 2 });
    expect([flying(match).y, flying(match).vy]).toEqual([flying(other).y, flying(other).vy]);
  });

  it("RANDOM-4: no word of a key is in what is published, nor in any patch", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const key = keyNumber(seed);
        const match = createMatch(CLASSIC_RULES, key);
        const wire = new Wire(match);
        const seen: Uint8Array[] = [];
        play(seed, { ...WILD, presence: 0.01, ticks: 800 }, (_, [now, side, message]) => {
          applyMessage(match, now, side, message);
          seen.push(wire.patch(match).bytes, wire.full());
        });
        const text = Buffer.concat(seen).toString("latin1");
        for (const word of match.random.key) {
          const bytes = Buffer.alloc(4);
          for (const write of ["writeUInt32LE", "writeUInt32BE"] as const) {
            bytes[write](word);
            expect(text.includes(bytes.toString("latin1"))).toBe(false);
          }
          expect(JSON.stringify(wire.follower.toJSON())).not.toContain(String(word));
        }
      }),
      { numRuns: 3 },
    );
  });
});
