/**
 * Seeded random numbers for bots, simulated networks and tests: quick, repeatable, and foretold by
 * whoever has seen a few. What chance decides in a game is drawn otherwise (game-random.ts).
 *
 * mulberry32: passes the usual small-state tests and needs only integer arithmetic, which every
 * engine does alike.
 */

/** A generator of numbers in [0, 1) from an integer seed. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
