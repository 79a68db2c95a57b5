/** What of the devices at this screen steers one paddle: all of them, or one of two players' share. */
import { type CourtTransform, sideAt } from "../layout/court-transform.ts";
import type { KeyMap } from "../settings/key-map.ts";
import type { KeySet } from "./key-sets.ts";
import { directionIn } from "./key-sets.ts";
import { directionOf } from "./keys.ts";
import { NO_PADS, type PadState, readPads } from "./pad-state.ts";
import type { Direction } from "./target-tracker.ts";

export interface Devices {
  /** Where a key steers; null for any key that is not this player's. */
  direction(code: string, upright: boolean): Direction | null;
  /** What this player's pads say now. */
  pads(): Readonly<PadState>;
  /** Whether a finger that comes down, or the mouse, is this player's. */
  pointer(event: Pick<PointerEvent, "pointerType" | "clientX" | "clientY">): boolean;
}

const NONE: Devices = { direction: () => null, pads: () => NO_PADS, pointer: () => false };

/** Everything there is, for a player who is alone here. */
export const allDevices = (keys: () => KeyMap): Devices => ({
  direction: (code, upright) => directionOf(code, upright, keys()),
  pads: readPads,
  pointer: () => true,
});

/** Some keys and nothing else. */
export const someKeys = (sets: () => readonly KeySet[]): Devices => ({
  ...NONE,
  direction(code, upright) {
    const ways = sets().map((set) => directionIn(set, code, upright));
    return ways.find((way) => way !== null) ?? null;
  },
});

/** One pad and nothing else. */
export const onePad = (read: () => Readonly<PadState>): Devices => ({ ...NONE, pads: read });

/** The fingers that come down in one half of the screen; they stay this player's wherever they go. */
export const halfOfScreen = (fit: () => CourtTransform, side: "own" | "opponent"): Devices => ({
  ...NONE,
  pointer: ({ pointerType, clientX, clientY }) =>
    pointerType === "touch" && sideAt(fit(), clientX, clientY) === side,
});
