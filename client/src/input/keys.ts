/** Which keys steer. By position on the keyboard, so that W and S are where they are on QWERTY. */
import type { Direction } from "./target-tracker.ts";

/** Two keys for each direction; "" is none. */
export interface KeyMap {
  up: readonly [string, string];
  down: readonly [string, string];
}

export const DEFAULT_KEYS: KeyMap = { up: ["KeyW", "ArrowUp"], down: ["KeyS", "ArrowDown"] };

/** On a standing court the paddle moves sideways, and these steer, too, unless they have a job. */
const UPRIGHT: Record<string, Direction> = { KeyA: -1, ArrowLeft: -1, KeyD: 1, ArrowRight: 1 };
/** Keys that mean something else everywhere. */
const TAKEN = ["Escape", "Tab", "Enter", "F3", "F5", "F11", "F12"];

/** Where a key steers, null for any other key. */
export function directionOf(
  code: string,
  upright: boolean,
  keys: KeyMap = DEFAULT_KEYS,
): Direction | null {
  if (keys.up.includes(code)) return -1;
  if (keys.down.includes(code)) return 1;
  return upright ? (UPRIGHT[code] ?? null) : null;
}

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

/** The class of a button that waits for the key that it shall stand for. */
export const ASKING = "asking";

/** Whether the key belongs to a text field or the like rather than to the game. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLElement && target.classList.contains(ASKING)) ||
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
