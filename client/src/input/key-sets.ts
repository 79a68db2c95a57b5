/** The keyboard shared by two: the first set of keys is the left player's, the second the right one's. Pure. */
import { DEFAULT_KEYS, type KeyMap } from "../settings/key-map.ts";
import type { Direction } from "./target-tracker.ts";

/** One player's share of a keyboard, by codes. */
export interface KeySet {
  up: string;
  down: string;
  /** What steers sideways, where the court stands up and these keys have no other job. */
  left: string;
  right: string;
}

const SIDEWAYS = [
  { left: "KeyA", right: "KeyD" },
  { left: "ArrowLeft", right: "ArrowRight" },
] as const;

/** Both shares: as somebody has chosen them, or the usual ones when a player would lack a key. */
export function keySets({ up, down }: KeyMap): readonly [KeySet, KeySet] {
  const whole = [...up, ...down].every((code) => code !== "");
  if (!whole) return keySets(DEFAULT_KEYS);
  const taken = [...up, ...down];
  const free = (code: string) => (taken.includes(code) ? "" : code);
  const set = (n: 0 | 1): KeySet => {
    const { left, right } = SIDEWAYS[n];
    return { up: up[n], down: down[n], left: free(left), right: free(right) };
  };
  return [set(0), set(1)];
}

/** Where a key of this set steers; null for any other key. */
export function directionIn(set: KeySet, code: string, upright: boolean): Direction | null {
  if (code === set.up || (upright && code === set.left)) return -1;
  return code === set.down || (upright && code === set.right) ? 1 : null;
}
