/** The keys that somebody has chosen to steer with. Pure. */

/** Two keys for each direction; "" is none. */
export interface KeyMap {
  up: readonly [string, string];
  down: readonly [string, string];
}

export const DEFAULT_KEYS: KeyMap = { up: ["KeyW", "ArrowUp"], down: ["KeyS", "ArrowDown"] };

/** Keys that mean something else everywhere. */
const TAKEN = ["Escape", "Tab", "Enter", "F3", "F5", "F11", "F12"];

/** Gives the key `code` to a place; whatever had it before loses it. Unusable keys change nothing. */
export function assignKey(keys: KeyMap, way: keyof KeyMap, set: 0 | 1, code: string): KeyMap {
  if (code === "" || TAKEN.includes(code)) return keys;
  const without = (pair: KeyMap["up"]): [string, string] => [
    pair[0] === code ? "" : pair[0],
    pair[1] === code ? "" : pair[1],
  ];
  const next = { up: without(keys.up), down: without(keys.down) };
  next[way][set] = code;
  return next;
}

/** A map from storage, or the usual one when it is none or a direction has no key. */
export function readKeyMap(kept: unknown): KeyMap {
  const { up, down } = Object(kept) as Partial<KeyMap>;
  return isPair(up) && isPair(down) ? { up, down } : DEFAULT_KEYS;
}

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  value.every((code) => typeof code === "string" && code.length < 32) &&
  value.some((code) => code !== "");
