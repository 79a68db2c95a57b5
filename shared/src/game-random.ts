/**
 * What chance decides in a game: who receives first, and the serves. It comes from a key of the
 * game's own, so that no serve that was published says anything of the next one, and the key of a
 * game that is over nothing of a rematch. (With a state of 32 bits one serve was enough to find all
 * that came after it, in 9 s of CPU time.)
 */
import { BLOCK_WORDS, chacha20Block, type Key } from "./chacha20.ts";

/** Part of the match's state; it leaves the simulation in recordings only. */
export interface GameRandom {
  readonly key: Key;
  /** Numbers drawn so far. */
  drawn: number;
}

/** For a game that begins. */
export const gameRandom = (key: Key): GameRandom => ({ key, drawn: 0 });

const NONCE = [0, 0, 0] as const;

/** Next number in [0, 1), by steps of 2^-32. Some 3 us, and it is asked three times a serve at most. */
export function draw(random: GameRandom): number {
  const n = random.drawn++;
  const block = chacha20Block(random.key, Math.floor(n / BLOCK_WORDS), NONCE);
  return (block[n % BLOCK_WORDS] as number) / 2 ** 32;
}
