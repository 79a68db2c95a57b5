/** Keys of games, from the operating system's randomness. */
import { randomFillSync } from "node:crypto";
import { type Key, toKey } from "@quickpong/shared/chacha20.ts";

/** A new key (some 6 us). */
export const newKey = (): Key => toKey(randomFillSync(new Uint32Array(8)));
