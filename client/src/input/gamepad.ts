/**
 * What gamepads say: stick or d-pad, as the keys would. Not all that a pad says is a player's doing:
 * triggers rest at an end, worn sticks and d-pads are stuck, some axes are no number at all. So a control
 * counts once it has been seen at rest, and no longer when it does not move for a long time.
 */
import { type Control, layoutOf, type PadKind } from "./pad-layouts.ts";
import { NO_PADS, type PadState } from "./pad-state.ts";
import type { Direction } from "./target-tracker.ts";

/** The stick counts from here on; a resting one is never quite at zero. */
const DEAD_ZONE = 0.35;
/** An axis rests when it has been in its dead zone for so long; a trigger passes through it sooner (ms). */
const REST_MS = 100;
/** Nobody holds a control in one direction for so long: the paddle is at the end after one second (ms). */
const STUCK_MS = 10_000;

/** Of the browser's `Gamepad` what is read here. */
export interface Pad extends PadKind {
  readonly connected: boolean;
  readonly axes: readonly number[];
  readonly buttons: readonly { readonly pressed: boolean }[];
}

/** Follows the browser's pads: to be asked at least once a frame, with what it says at `now` (ms). */
export interface PadReader {
  read(pads: readonly (Pad | null)[], now: number): PadState;
}

/** A reader that has seen no pad yet. */
export function createPadReader(): PadReader {
  /** By the pad's place and the control's name. */
  let trusts = new Map<string, Trust>();
  return {
    read(pads, now) {
      const state = { ...NO_PADS };
      const before = trusts;
      trusts = new Map();
      pads.forEach((pad, place) => {
        if (!pad?.connected) return;
        const counted = (name: string, level: number | null, rest: number) => {
          const key = `${place} ${name}`;
          const trust = before.get(key) ?? new Trust();
          trusts.set(key, trust);
          return trust.counted(level, now, rest) as Direction | 0;
        };
        readPad(pad, state, counted);
      });
      return state;
    },
  };
}

/** Adds what a pad says; `counted` says which of it counts. */
function readPad(
  pad: Pad,
  state: PadState,
  counted: (name: string, level: number | null, rest: number) => Direction | 0,
): void {
  const layout = layoutOf(pad);
  for (const way of ["y", "x"] as const) {
    for (const control of layout[way]) {
      const rest = control.kind === "axis" ? REST_MS : 0;
      const name = `${way} ${control.kind}`;
      const direction = counted(name, levelOf(control, pad), rest);
      state[way] ||= direction;
    }
  }
  for (const button of ["confirm", "back", "emotes", "start"] as const) {
    const down = counted(button, Number(pad.buttons[layout[button]]?.pressed ?? false), 0);
    state[button] ||= down !== 0;
  }
}

/** Whether one control's word is taken. */
class Trust {
  private known = false;
  /** Since when it says what it says (ms). */
  private since: number | null = null;
  private level: number | null = null;

  /** The level if it counts, else 0; it has to be 0 for `rest` ms before anything else counts. */
  counted(level: number | null, now: number, rest: number): number {
    if (level !== this.level || this.since === null) this.since = now;
    this.level = level;
    const lasted = now - this.since;
    if (level === 0) this.known ||= lasted >= rest;
    else if (level === null || lasted > STUCK_MS) this.known = false;
    return this.known && level !== null ? level : 0;
  }
}

/** Where the control is: -1, 0 or 1, and null where it says nothing. */
function levelOf(control: Control, { axes, buttons }: Pad): number | null {
  if (control.kind === "buttons") {
    const down = (button: number) => Number(buttons[button]?.pressed ?? false);
    return down(control.more) - down(control.less);
  }
  const value = axes[control.axis];
  if (value === undefined || !Number.isFinite(value)) return null;
  if (control.kind === "hat") return hatLevel(value, control.way);
  return Math.abs(value) < DEAD_ZONE ? 0 : Math.sign(value);
}

/** Clockwise from up, in steps of an eighth. */
const HAT_WAYS = { y: [-1, -1, 0, 1, 1, 1, 0, -1], x: [0, 1, 1, 1, 0, -1, -1, -1] } as const;

function hatLevel(value: number, way: "x" | "y"): number {
  return HAT_WAYS[way][Math.round((value + 1) * 3.5)] ?? 0;
}
