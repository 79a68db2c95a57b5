/**
 * Where a gamepad's stick, d-pad and buttons are. Browsers sort those that they know ("standard"); of
 * the rest one knows only what their systems' drivers are used to.
 */

/** What steers one way and its opposite. */
export type Control =
  | { kind: "axis"; axis: number }
  | { kind: "buttons"; less: number; more: number }
  /** A d-pad whose eight directions are one axis, from -1 (up) clockwise to 1; beyond that it rests. */
  | { kind: "hat"; axis: number; way: "x" | "y" };

export interface PadLayout {
  /** Up and down, the first that says something counts. */
  y: readonly Control[];
  /** Left and right. */
  x: readonly Control[];
  confirm: number;
  back: number;
  emotes: number;
  start: number;
}

const STICK = { y: { kind: "axis", axis: 1 }, x: { kind: "axis", axis: 0 } } as const;
const BUTTONS = { confirm: 0, back: 1, emotes: 3 };

/** As https://w3c.github.io/gamepad/#remapping has it. */
const STANDARD: PadLayout = {
  ...BUTTONS,
  y: [{ kind: "buttons", less: 12, more: 13 }, STICK.y],
  x: [{ kind: "buttons", less: 14, more: 15 }, STICK.x],
  start: 9,
};

/** Linux' drivers (xpad, playstation), as Firefox passes them on: axes 2 and 5 are triggers. */
const LINUX_AXES = 8;
const linux = (buttons: number): PadLayout => ({
  ...BUTTONS,
  y: [{ kind: "axis", axis: 7 }, STICK.y],
  x: [{ kind: "axis", axis: 6 }, STICK.x],
  // An Xbox pad has eleven buttons; those with more have their triggers as buttons besides.
  start: buttons <= 11 ? 7 : 9,
});

/** DirectInput, as Windows' browsers pass it on. */
const HAT = 9;
const DIRECT: PadLayout = {
  ...BUTTONS,
  y: [{ kind: "hat", axis: HAT, way: "y" }, STICK.y],
  x: [{ kind: "hat", axis: HAT, way: "x" }, STICK.x],
  start: 9,
};

const STICK_ONLY: PadLayout = { ...BUTTONS, y: [STICK.y], x: [STICK.x], start: 9 };

/** What the layout is known by. */
export interface PadKind {
  readonly mapping: string;
  readonly axes: ArrayLike<number>;
  readonly buttons: ArrayLike<unknown>;
}

/** The layout of a pad of this kind. */
export function layoutOf({ mapping, axes, buttons }: PadKind): PadLayout {
  if (mapping === "standard") return STANDARD;
  if (axes.length === LINUX_AXES) return linux(buttons.length);
  return axes.length > HAT ? DIRECT : STICK_ONLY;
}
