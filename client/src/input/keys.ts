/** Which keys steer. By position on the keyboard, so that W and S are where they are on QWERTY. */
import type { Direction } from "./steering.ts";

const ALWAYS: Record<string, Direction> = { KeyW: -1, ArrowUp: -1, KeyS: 1, ArrowDown: 1 };
/** On a standing court the paddle moves sideways. */
const UPRIGHT: Record<string, Direction> = { KeyA: -1, ArrowLeft: -1, KeyD: 1, ArrowRight: 1 };

/** Where a key steers, null for any other key. */
export const directionOf = (code: string, upright: boolean): Direction | null =>
  ALWAYS[code] ?? (upright ? (UPRIGHT[code] ?? null) : null);

/** Whether the key belongs to a text field or the like rather than to the game. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}
