/** Recordings as bytes: exact, small, and nothing else than a recording or an error. */
import { readdirSync, readFileSync } from "node:fs";
import { deflateRawSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Fnv64 } from "../src/replay/fnv.ts";
import { RECORDING_BYTES_MAX } from "../src/replay/format.ts";
import { RecordingWriter } from "../src/replay/recording-writer.ts";
import { stateHash } from "../src/replay/state-hash.ts";
import { type Recording, replay } from "../src/replay.ts";
import {
  decodeRecording,
  encodeRecording,
  isExact,
  ReplayFormatError,
} from "../src/replay-codec.ts";
import { DEFAULT_RULES, type Rules } from "../src/rules.ts";
import { anyRules } from "./support/arbitraries.ts";
import { playBots } from "./support/bot-match.ts";
import { expectSame } from "./support/fingerprint.ts";
import { gamesOf, onGrid } from "./support/games.ts";
import { type Golden, toRecording } from "./support/golden.ts";
import { CALM, play, WILD } from "./support/play.ts";

const seeds = fc.integer({ min: 1, max: 2 ** 31 });
const short: Rules = { ...DEFAULT_RULES, pointsToWin: 1 };
/** Games that end soon, and players who come back for more. */
const REMATCHES = { ...WILD, rules: short, presence: 0.02, ticks: 4000 };

const golden = (name: string): Recording => {
  const file = new URL(`golden/v2/${name}.json`, import.meta.url);
  return toRecording(JSON.parse(readFileSync(file, "utf8")) as Golden) as Recording;
};
const goldens = readdirSync(new URL("golden/v2/", import.meta.url)).map((file) =>
  file.replace(".json", ""),
);

function expectReadBack(recording: Recording): void {
  const { ending, ...rest } = decodeRecording(encodeRecording(recording));
  const { version, rules, key, start, from, messages, end } = recording;
  const written = { version, rules, key, start, messages, end, ...(from && { from }) };
  expectSame(rest, written);
  const match = replay(recording);
  expect(ending.outcome).toEqual(match.outcome);
  expect(ending.score).toEqual(match.score);
  expect(isExact({ ...rest, ending })).toBe(true);
}

describe("a recording as bytes", () => {
  it.each(goldens)("REPLAY-1: %s is read back as it was written", (name) => {
    expectReadBack(onGrid(golden(name)));
  });

  it("REPLAY-1: any match by any rules is read back as it was written", () => {
    fc.assert(
      fc.property(seeds, anyRules, (seed, rules) => {
        expectReadBack(onGrid(play(seed, { ...WILD, rules, ticks: 600 })));
      }),
      { numRuns: 30 },
    );
  });

  it("REPLAY-2: every game of a room is played from its own recording alone", () => {
    let rematches = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const game of gamesOf(onGrid(play(seed, REMATCHES)))) {
          if (game.from) rematches++;
          expect(stateHash(replay(game), game.from)).toBe(game.ending.hash);
          expectReadBack(game);
        }
      }),
      { numRuns: 40 },
    );
    expect(rematches).toBeGreaterThan(10);
  });

  it("REPLAY-1: the hash tells another input from this one", () => {
    const recording = onGrid(golden("rallies"));
    const stored = decodeRecording(encodeRecording(recording));
    const at = stored.messages.findLastIndex(([, , { kind }]) => kind === "input");
    const [now, side, message] = stored.messages[at] as Recording["messages"][number];
    if (message.kind !== "input") throw new Error("no input");
    stored.messages[at] = [now, side, { ...message, target: message.target + 1 / 64 }];
    expect(isExact(stored)).toBe(false);
  });

  it("a match of four minutes takes at most 40 kB", () => {
    const pace = { rules: { ...DEFAULT_RULES, pointsToWin: 21 }, limit: 240 * 60 };
    const match = playBots({ levels: ["zoe", "zoe"], seed: 7, delays: [4, 2], ...pace });
    expect(match.end).toBeGreaterThan(200 * 60);
    const bytes = encodeRecording(match);
    expect(bytes.length).toBeLessThan(40_000);
    expect(deflateRawSync(bytes).length).toBeLessThan(bytes.length);
  });

  it("is not written when it would not be exact", () => {
    const recording = onGrid(golden("rallies"));
    const arrive = { kind: "arrive" } as const;
    const write = (messages: Recording["messages"]) => encodeRecording({ ...recording, messages });
    expect(() => write([[1 / 3, 0, arrive]])).toThrow(/time 0.333/);
    expect(() =>
      write([
        [2, 0, arrive],
        [1, 1, arrive],
      ]),
    ).toThrow(/go back/);
    const input = (target: number, tick = 1) => ({ kind: "input", seq: 0, tick, target }) as const;
    expect(() => write([[1, 0, input(0.1)]])).toThrow(/target 0.1/);
    expect(() => write([[1, 0, input(Number.NaN)]])).toThrow(ReplayFormatError);
    expect(() => write([[1, 0, input(0, 0.5)]])).toThrow(ReplayFormatError);
  });

  it("has a bound, after which nothing is added", () => {
    const recording = golden("rallies");
    const writer = new RecordingWriter(500);
    writer.begin(recording);
    let added = 0;
    while (writer.add(added, 0, { kind: "watermark", tick: added })) added++;
    expect(added).toBeGreaterThan(10);
    const ending = { score: [0, 0], outcome: null, hash: "0".repeat(16) } as const;
    expect(writer.finish(added, ending).length).toBeLessThanOrEqual(500);
  });
});

describe("bytes that somebody made", () => {
  const good = encodeRecording(onGrid(golden("come-and-go")));
  const rematch = gamesOf(onGrid(play(5, REMATCHES))).find(({ from }) => from) as Recording;
  const carried = encodeRecording(rematch);

  it("REPLAY-3: are refused in a sentence when they are cut off, wherever", () => {
    for (let length = 0; length < good.length; length += 1 + Math.floor(length / 97)) {
      expect(() => decodeRecording(good.subarray(0, length))).toThrow(ReplayFormatError);
    }
    expect(() => decodeRecording(Uint8Array.from([...good, 0]))).toThrow(/goes on/);
  });

  it("REPLAY-3: are refused when they are another format, other rules or too many", () => {
    const changed = (at: number, byte: number) => good.map((old, i) => (i === at ? byte : old));
    expect(() => decodeRecording(changed(0, 0))).toThrow("These bytes are no recording.");
    expect(() => decodeRecording(changed(3, 9))).toThrow("Format 9 of");
    expect(() => decodeRecording(changed(4, 9))).toThrow("rules version 9");
    const many = new Uint8Array(RECORDING_BYTES_MAX + 1);
    expect(() => decodeRecording(many)).toThrow("at most");
  });

  it("REPLAY-3: are refused when they are a million messages", () => {
    const begin = good.subarray(0, good.length - 10);
    const arrivals = new Uint8Array(RECORDING_BYTES_MAX).fill(0);
    for (let i = 0; i < arrivals.length; i += 2) arrivals[i] = 4;
    arrivals.set(begin.subarray(0, 90));
    expect(() => decodeRecording(arrivals)).toThrow(ReplayFormatError);
  });

  it("REPLAY-3: are a recording that can be played or an error, after any damage", () => {
    const bytes = fc.constantFrom(good, carried);
    const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(bytes, damage, (original, changes) => {
        const damaged = original.slice();
        for (const [at, byte] of changes) damaged[at % damaged.length] = byte;
        playedOrRefused(damaged);
      }),
      { numRuns: 300 },
    );
  });

  it("REPLAY-3: are a recording that can be played or an error, whatever they are", () => {
    const header = carried.subarray(0, 70);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(70), (noise, kept) => {
        playedOrRefused(Uint8Array.from([...header.subarray(0, kept), ...noise]));
      }),
      { numRuns: 300 },
    );
  });
});

function playedOrRefused(bytes: Uint8Array): void {
  try {
    isExact(decodeRecording(bytes));
  } catch (error) {
    expect(error).toBeInstanceOf(ReplayFormatError);
  }
}

describe("FNV-1a with 64 bits", () => {
  // http://www.isthe.com/chongo/src/fnv/test_fnv.c
  it.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
  ])("of %j is that of its authors", (text, digest) => {
    const hash = new Fnv64();
    for (const byte of Buffer.from(text)) hash.byte(byte);
    expect(hash.digest()).toBe(digest);
  });

  it("tells 0 from -0", () => {
    const hashes = [0, -0].map((number) => {
      const hash = new Fnv64();
      hash.number(number);
      return hash.digest();
    });
    expect(hashes[0]).not.toBe(hashes[1]);
  });
});

it("calm matches are played to the same hash", () => {
  const recording = onGrid(play(11, { ...CALM, ticks: 1200 }));
  expect(stateHash(replay(recording))).toBe(stateHash(replay(recording)));
});
