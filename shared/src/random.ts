/**
 * Seeded random numbers whose state is one 32-bit integer, so that it fits into a match's state.
 *
 * mulberry32: passes the usual small-state tests and needs only integer arithmetic, which every
 * engine does alike.
 */

/** Something that holds the generator's state. */
export interface RandomState {
  random: number;
}

/** Next number in [0, 1); moves `holder.random` on. */
export function nextRandom(holder: RandomState): number {
  holder.random = (holder.random + 0x6d2b79f5) | 0;
  let t = Math.imul(holder.random ^ (holder.random >>> 15), 1 | holder.random);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

/** A stand-alone generator of numbers in [0, 1) from an integer seed. */
export function randomFrom(seed: number): () => number {
  const holder = { random: seed | 0 };
  return () => nextRandom(holder);
}
