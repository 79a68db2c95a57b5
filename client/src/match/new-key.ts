/** Random bits for the serves of a match that is simulated in this page. */
import { type Key, toKey } from "@quickpong/shared/chacha20.ts";

/** A new key, as unknown to the players as a server's. */
export const newKey = (): Key => toKey(crypto.getRandomValues(new Uint32Array(8)));
