/** What gamepads say: stick or d-pad, as the keys would. Pure; who asks brings the pads. */
import type { Direction } from "./steering.ts";

/** The stick counts from here on; a resting one is never quite at zero. */
const DEAD_ZONE = 0.35;
/** Buttons of the standard mapping. */
const D_PAD = { up: 12, down: 13, left: 14, right: 15 };
const CONFIRM = 0;
const BACK = 1;
const EMOTES = 3;
const START = 9;

export interface PadState {
  /** The vertical and the horizontal direction, 0 for none. */
  y: Direction | 0;
  x: Direction | 0;
  confirm: boolean;
  back: boolean;
  emotes: boolean;
  start: boolean;
}

type Pad = Pick<Gamepad, "axes" | "buttons" | "connected"> | null;

/** All pads taken together: whichever is used counts. */
export function readPads(pads: readonly Pad[]): PadState {
  const state: PadState = {
    y: 0,
    x: 0,
    confirm: false,
    back: false,
    emotes: false,
    start: false,
  };
  for (const pad of pads) {
    if (!pad?.connected) continue;
    const down = (button: number) => pad.buttons[button]?.pressed ?? false;
    state.y ||= direction(down(D_PAD.up), down(D_PAD.down), pad.axes[1]);
    state.x ||= direction(down(D_PAD.left), down(D_PAD.right), pad.axes[0]);
    state.confirm ||= down(CONFIRM);
    state.back ||= down(BACK);
    state.emotes ||= down(EMOTES);
    state.start ||= down(START);
  }
  return state;
}

/** Where the pads steer; on a standing court sideways, too. */
export const padDirection = ({ x, y }: PadState, upright: boolean): Direction | 0 =>
  upright ? x || y : y;

function direction(less: boolean, more: boolean, axis = 0): Direction | 0 {
  if (less !== more) return less ? -1 : 1;
  return Math.abs(axis) < DEAD_ZONE ? 0 : axis < 0 ? -1 : 1;
}

/** The browser's pads, as far as it has any. */
export const pads = (): readonly Pad[] => navigator.getGamepads?.() ?? [];
