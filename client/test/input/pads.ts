/** Pads as browsers show them, each at rest and in use: data for the tests of input. */

/** What a pad's axes and pressed buttons are. */
export interface Held {
  axes: number[];
  pressed?: number[];
}

export interface PadSample {
  name: string;
  mapping: "standard" | "";
  buttons: number;
  /** Nobody touches it. */
  rest: Held;
  up?: Held;
  down?: Held;
  left?: Held;
  start?: Held;
}

const STANDARD = { mapping: "standard", buttons: 17 } as const;
const UNSORTED = { mapping: "" } as const;
/** xpad under Linux: both triggers rest at -1, the d-pad is axes 6 and 7. */
const xpad = (changes: Record<number, number> = {}) =>
  [0, 0, -1, 0, 0, -1, 0, 0].map((rest, axis) => changes[axis] ?? rest);
/** DirectInput under Windows: the d-pad is axis 9, which rests beyond its range. */
const direct = (changes: Record<number, number> = {}) =>
  [0, 0, 0, 0, 0, 0, 0, 0, 0, 9 / 7].map((rest, axis) => changes[axis] ?? rest);

/** Pads that steer when they are used, and only then. */
export const PADS: PadSample[] = [
  {
    ...{ name: "standard mapping, stick", ...STANDARD },
    rest: { axes: [0.02, -0.03, 0, 0] },
    up: { axes: [0, -1, 0, 0] },
    down: { axes: [0, 0.8, 0, 0] },
    left: { axes: [-1, 0, 0, 0] },
    start: { axes: [0, 0, 0, 0], pressed: [9] },
  },
  {
    ...{ name: "standard mapping, d-pad", ...STANDARD },
    rest: { axes: [0, 0, 0, 0] },
    up: { axes: [0, 0, 0, 0], pressed: [12] },
    down: { axes: [0, 0, 0, 0], pressed: [13] },
    left: { axes: [0, 0, 0, 0], pressed: [14] },
  },
  {
    ...{ name: "Xbox pad in Firefox under Linux, d-pad", ...UNSORTED, buttons: 11 },
    rest: { axes: xpad() },
    up: { axes: xpad({ 7: -1 }) },
    down: { axes: xpad({ 7: 1 }) },
    left: { axes: xpad({ 6: -1 }) },
    start: { axes: xpad(), pressed: [7] },
  },
  {
    ...{ name: "Xbox pad in Firefox under Linux, stick", ...UNSORTED, buttons: 11 },
    rest: { axes: xpad({ 0: 0.05, 1: -0.1 }) },
    up: { axes: xpad({ 1: -1 }) },
    down: { axes: xpad({ 1: 1 }) },
    left: { axes: xpad({ 0: -1 }) },
  },
  {
    ...{ name: "PlayStation pad in Firefox under Linux", ...UNSORTED, buttons: 13 },
    rest: { axes: xpad() },
    up: { axes: xpad({ 7: -1 }) },
    down: { axes: xpad({ 1: 1 }) },
    start: { axes: xpad(), pressed: [9] },
  },
  {
    ...{ name: "DirectInput, d-pad as one axis", ...UNSORTED, buttons: 12 },
    rest: { axes: direct() },
    up: { axes: direct({ 9: -1 }) },
    down: { axes: direct({ 9: 1 / 7 }) },
    left: { axes: direct({ 9: 5 / 7 }) },
    start: { axes: direct(), pressed: [9] },
  },
  {
    ...{ name: "two axes and a few buttons", ...UNSORTED, buttons: 4 },
    rest: { axes: [0, 0] },
    up: { axes: [0, -1] },
    down: { axes: [0, 1] },
    left: { axes: [-1, 0] },
  },
];

/** Pads that say something although nobody touches them. */
export const GHOSTS: PadSample[] = [
  {
    ...{ name: "both stick axes rest at -1", ...UNSORTED, buttons: 10 },
    rest: { axes: [-1, -1, 0, 0] },
  },
  {
    ...{ name: "pedals that rest at +1", ...UNSORTED, buttons: 6 },
    rest: { axes: [1, 1, 1] },
  },
  { ...{ name: "axes that are no number", ...STANDARD }, rest: { axes: [Number.NaN, Number.NaN] } },
  { ...{ name: "a stick stuck at its end", ...STANDARD }, rest: { axes: [0, 1, 0, 0] } },
  {
    ...{ name: "a stuck d-pad", ...STANDARD },
    rest: { axes: [0, 0, 0, 0], pressed: [12, 14] },
  },
  {
    ...{ name: "unsorted buttons where a d-pad would be", ...UNSORTED, buttons: 24 },
    rest: { axes: [0, 0], pressed: [13, 15] },
  },
  {
    ...{ name: "buttons that are stuck", ...STANDARD },
    rest: { axes: [0, 0, 0, 0], pressed: [0, 1, 3, 9] },
  },
  {
    ...{ name: "a hat that says nothing yet", ...UNSORTED, buttons: 12 },
    rest: { axes: direct({ 9: 0 }) },
  },
  {
    ...{ name: "eight axes of another order, some at their ends", ...UNSORTED, buttons: 11 },
    rest: { axes: [0, -1, -1, 0, 0, 1, -1, 1] },
  },
  { ...{ name: "neither axes nor buttons", ...UNSORTED, buttons: 0 }, rest: { axes: [] } },
];

/** The pad as the browser shows it. */
export const padOf = ({ mapping, buttons }: PadSample, { axes, pressed = [] }: Held) => ({
  connected: true,
  mapping,
  axes,
  buttons: Array.from({ length: buttons }, (_, i) => ({ pressed: pressed.includes(i) })),
});
