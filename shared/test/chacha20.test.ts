import { createCipheriv } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chacha20Block, type Key, toKey } from "../src/chacha20.ts";

const ZERO = toKey(new Uint32Array(8));
/** As the RFC prints a block. */
const printed = (words: Uint32Array): string =>
  [...words].map((word) => word.toString(16).padStart(8, "0")).join(" ");

describe("ChaCha20", () => {
  it("RANDOM-2: gives the block of RFC 8439, section 2.3.2", () => {
    const key = toKey(new Uint32Array(Uint8Array.from({ length: 32 }, (_, i) => i).buffer));
    expect(printed(chacha20Block(key, 1, [0x09000000, 0x4a000000, 0]))).toBe(
      "e4e7f110 15593bd1 1fdd0f50 c47120a3 c7f4d1c7 0368c033 9aaa2204 4e6cd4c3 " +
        "466482d2 09aa9f07 05d7c214 a2028bd9 d19c12b5 b94e16de e883d0cb 4e3c50a2",
    );
  });

  it("RANDOM-2: gives the first two blocks of RFC 8439, appendix A.1", () => {
    expect(printed(chacha20Block(ZERO, 0, [0, 0, 0]))).toBe(
      "ade0b876 903df1a0 e56a5d40 28bd8653 b819d2bd 1aed8da0 ccef36a8 c70d778b " +
        "7c5941da 8d485751 3fe02477 374ad8b8 f4b8436a 1ca11815 69b687c3 8665eeb2",
    );
    expect(printed(chacha20Block(ZERO, 1, [0, 0, 0]))).toBe(
      "bee7079f 7a385155 7c97ba98 0d082d73 a0290fcb 6965e348 3e53c612 ed7aee32 " +
        "7621b729 434ee69c b03371d5 d539d874 281fed31 45fb0a51 1f0ae1ac 6f4d794b",
    );
  });

  it("RANDOM-2: agrees with OpenSSL's, whatever key, counter and nonce", () => {
    const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const words = fc.array(word, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(words, (all) => {
        const [counter = 0, a = 0, b = 0, c = 0, ...key] = all;
        const iv = Buffer.from(Uint32Array.of(counter, a, b, c).buffer);
        const cipher = createCipheriv("chacha20", Buffer.from(Uint32Array.from(key).buffer), iv);
        const stream = Uint8Array.from(cipher.update(Buffer.alloc(64)));
        const block = chacha20Block(toKey(key), counter, [a, b, c]);
        expect([...block]).toEqual([...new Uint32Array(stream.buffer)]);
      }),
    );
  });

  it("RANDOM-2: has keys of eight words of 32 bits", () => {
    expect(toKey(Int32Array.from([-1, 1, 2, 3, 4, 5, 6, 7]))[0]).toBe(2 ** 32 - 1);
    for (const length of [0, 7, 9])
      expect(() => toKey(new Uint32Array(length))).toThrow(RangeError);
    expect(ZERO satisfies Key).toHaveLength(8);
  });
});
