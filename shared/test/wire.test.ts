import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInt, readUint, writeInt } from "../src/protocol/bytes.ts";
import {
  decodePlay,
  decodePong,
  encodePlay,
  encodePong,
  type PlayMessage,
} from "../src/protocol/input-codec.ts";
import { between, paddleHeights } from "./support/arbitraries.ts";

const bytes8 = fc.integer({ min: 0, max: 255 });
const ticks = fc.integer({ min: 0, max: 2 ** 24 - 1 });
const messages: fc.Arbitrary<PlayMessage> = fc.oneof(
  fc.record({
    kind: fc.constant("input" as const),
    seq: bytes8,
    tick: ticks,
    target: paddleHeights,
  }),
  fc.record({ kind: fc.constant("watermark" as const), tick: ticks }),
  fc.record({
    kind: fc.constant("ping" as const),
    id: bytes8,
    rtt: fc.integer({ min: 0, max: 65535 }),
  }),
);
const SIZES = { input: 7, watermark: 4, ping: 4 };

describe("a player's message", () => {
  it("WIRE-1: is read as it was written, and has its size", () => {
    fc.assert(
      fc.property(messages, (message) => {
        const bytes = encodePlay(message);
        expect(bytes.length).toBe(SIZES[message.kind]);
        expect(decodePlay(bytes)).toEqual(message);
      }),
      { numRuns: 500 },
    );
  });

  it("WIRE-1: a round trip beyond the range is its end", () => {
    for (const [rtt, read] of [
      [-1, 0],
      [1e9, 65535],
      [12.6, 13],
    ] as const) {
      expect(decodePlay(encodePlay({ kind: "ping", id: 0, rtt }))).toMatchObject({ rtt: read });
    }
  });

  it("WIRE-2: random bytes are nothing, or a valid message of that very spelling", () => {
    const frames = fc.oneof(
      fc.uint8Array({ maxLength: 12 }),
      fc.tuple(fc.constantFrom(0, 1, 2), fc.uint8Array({ minLength: 2, maxLength: 7 })),
    );
    fc.assert(
      fc.property(frames, (frame) => {
        const bytes = frame instanceof Uint8Array ? frame : Uint8Array.of(frame[0], ...frame[1]);
        const message = decodePlay(bytes);
        if (message) expect([...encodePlay(message)]).toEqual([...bytes]);
        if (message?.kind === "input") expect(Math.abs(message.target)).toBeLessThanOrEqual(450);
      }),
      { numRuns: 2000 },
    );
  });

  it("WIRE-2: longer, shorter and unknown frames are nothing", () => {
    fc.assert(
      fc.property(messages, fc.integer({ min: 3, max: 255 }), (message, type) => {
        const bytes = encodePlay(message);
        expect(decodePlay(bytes.slice(0, -1))).toBe(null);
        expect(decodePlay(Uint8Array.of(...bytes, 0))).toBe(null);
        expect(decodePlay(Uint8Array.of(type, ...bytes.slice(1)))).toBe(null);
      }),
    );
    expect(decodePlay([])).toBe(null);
  });

  it("WIRE-2: a target outside the court is nothing", () => {
    for (const target of [450 + 1 / 64, -450 - 1 / 64, 511, -512]) {
      expect(decodePlay(encodePlay({ kind: "input", seq: 0, tick: 0, target }))).toBe(null);
    }
  });
});

describe("a pong", () => {
  it("WIRE-1: is read as it was written, to 0.1 ms", () => {
    fc.assert(
      fc.property(bytes8, between(0, 2 ** 40 / 10 - 1), (id, received) => {
        const bytes = encodePong({ id, received });
        expect(bytes.length).toBe(6);
        const pong = decodePong(bytes);
        expect(pong.id).toBe(id);
        expect(Math.abs(pong.received - received)).toBeLessThan(0.0501);
      }),
    );
  });
});

describe("numbers in bytes", () => {
  it("WIRE-1: whole numbers of 1 to 6 bytes are read as written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), between(0, 1), (size, part) => {
        const value = Math.floor(part * (2 ** (8 * size) - 1));
        const bytes: number[] = [];
        writeInt(bytes, { offset: 0 }, size, value);
        expect(readUint(bytes, { offset: 0 }, size)).toBe(value);
        const negative = -Math.floor(value / 2) - 1;
        writeInt(bytes, { offset: 0 }, size, negative);
        expect(readInt(bytes, { offset: 0 }, size)).toBe(negative);
      }),
    );
  });
});
