/** The random numbers of rules version 1 (mulberry32). Frozen. */

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
