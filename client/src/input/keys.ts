/** Which keys steer. By position on the keyboard, so that W and S are where they are on QWERTY. */
import { DEFAULT_KEYS, type KeyMap } from "../settings/key-map.ts";
import type { Direction } from "./target-tracker.ts";

/** On a standing court the paddle moves sideways, and these steer, too, unless they have a job. */
const UPRIGHT: Record<string, Direction> = { KeyA: -1, ArrowLeft: -1, KeyD: 1, ArrowRight: 1 };
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
