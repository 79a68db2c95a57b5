/**
 * The ChaCha20 block function of RFC 8439, section 2.3. Without the key one can't tell its words
 * from chance, nor any of them from the others. Integer arithmetic only, which every engine does alike.
 */

/** 256 bits as 32-bit words, the first one first. */
export type Key = readonly [number, number, number, number, number, number, number, number];

/** Words in a block. */
export const BLOCK_WORDS = 16;

/** "expand 32-byte k", as the RFC has it. */
const CONSTANTS = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574];
/** Of a double round: four columns, then four diagonals. */
const QUARTERS = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;
const DOUBLE_ROUNDS = 10;

/** A key of these eight 32-bit words. Throws a RangeError when there are not eight. */
export function toKey(words: ArrayLike<number>): Key {
  if (words.length !== 8) throw new RangeError(`a key has 8 words, not ${words.length}`);
  return Array.from(words, (word) => word >>> 0) as unknown as Key;
}

/** A key by `random` in [0, 1), as secret as that is: for tests and simulations. */
export const keyFrom = (random: () => number): Key =>
  toKey(Array.from({ length: 8 }, () => Math.floor(random() * 2 ** 32)));

/** Block number `counter` of the key's stream with this nonce: 16 unsigned words. */
export function chacha20Block(
  key: Key,
  counter: number,
  nonce: readonly [number, number, number],
): Uint32Array {
  const start = Uint32Array.from([...CONSTANTS, ...key, counter, ...nonce]);
  const block = start.slice();
  for (let round = 0; round < DOUBLE_ROUNDS; round++) {
    for (const [a, b, c, d] of QUARTERS) quarterRound(block, a, b, c, d);
  }
  return block.map((word, i) => word + (start[i] as number));
}

function quarterRound(x: Uint32Array, a: number, b: number, c: number, d: number): void {
  addAndTurn(x, a, b, d, 16);
  addAndTurn(x, c, d, b, 12);
  addAndTurn(x, a, b, d, 8);
  addAndTurn(x, c, d, b, 7);
}

/** x[sum] += x[of]; x[turned] = (x[turned] ^ x[sum]), its bits turned left by `by`. */
function addAndTurn(x: Uint32Array, sum: number, of: number, turned: number, by: number): void {
  x[sum] = (x[sum] as number) + (x[of] as number);
  const mixed = (x[turned] as number) ^ (x[sum] as number);
  x[turned] = (mixed << by) | (mixed >>> (32 - by));
}
