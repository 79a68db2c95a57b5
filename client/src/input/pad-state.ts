/**
 * What the gamepads say now. The code that reads them is fetched with the first one that is used
 * (`pad-menus.ts`): most matches are played without.
 */
import type { Direction } from "./target-tracker.ts";

/** All pads taken together. */
export interface PadState {
  /** The vertical and the horizontal direction, 0 for none. */
  y: Direction | 0;
  x: Direction | 0;
  confirm: boolean;
  back: boolean;
  emotes: boolean;
  start: boolean;
}

export const NO_PADS: Readonly<PadState> = {
  ...{ y: 0, x: 0 },
  ...{ confirm: false, back: false, emotes: false, start: false },
};

let read = (): Readonly<PadState> => NO_PADS;

/** From now on `readPads` asks this one. */
export function usePadReader(reader: () => PadState): void {
  read = reader;
}

/** What they say in this frame; nothing before a first one has spoken. */
export const readPads = (): Readonly<PadState> => read();

/** Where the pads steer; on a standing court sideways, too. */
export const padDirection = ({ x, y }: PadState, upright: boolean): Direction | 0 =>
  upright ? x || y : y;

let forMenus: ((place: number) => boolean) | null = null;

/** Says which pads go through menus, by their places in the browser's list; null for all. */
export function usePadsForMenus(which: ((place: number) => boolean) | null): void {
  forMenus = which;
}

/** Whether the pad of this place goes through menus. */
export const isForMenus = (place: number): boolean => forMenus?.(place) ?? true;
