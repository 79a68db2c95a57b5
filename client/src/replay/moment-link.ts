/** `?t=83` and `?t=83-97` in the address of a replay: seconds of it, with tenths. Pure. */
import { TICK_RATE } from "@quickpong/shared/court.ts";
import type { Range } from "./playhead.ts";

/** Where to begin, and where to stop when it is a part (s). */
export interface Moment {
  from: number;
  to: number | null;
}

const MOMENT = /^(\d{1,5}(?:\.\d{1,3})?)(?:-(\d{1,5}(?:\.\d{1,3})?))?$/;

/** Null for what is none. */
export function readMoment(said: string | null): Moment | null {
  const [, from, to] = MOMENT.exec(said ?? "") ?? [];
  if (from === undefined) return null;
  const moment = { from: Number(from), to: to === undefined ? null : Number(to) };
  return moment.to !== null && moment.to <= moment.from ? { ...moment, to: null } : moment;
}

/** As it stands in an address. */
export function writeMoment({ from, to }: Moment): string {
  const said = (s: number) => String(Math.max(0, Math.round(s * 10) / 10));
  return to === null ? said(from) : `${said(from)}-${said(to)}`;
}

/** A part of a match that begins at `start` (ticks). */
export const momentOf = ({ from, to }: Range, start: number): Moment => ({
  from: Math.max(0, (from - start) / TICK_RATE),
  to: (to - start) / TICK_RATE,
});
