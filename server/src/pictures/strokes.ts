/** Straight lines with round ends: crisp ones, and lines of light that fade to their sides. Pure. */
import type { Colour, Raster } from "./raster.ts";

/** From one place to another (px). */
export interface Line {
  fromX: number;
  fromY: number;
  toX: number;
  toY: number;
}

/** A share for each distance from the middle of a line, in eighths of a px; nothing beyond its end. */
export type Profile = Float32Array;
const STEPS = 8;

/** A profile up to `reach` px. */
export const profileOf = (reach: number, share: (distance: number) => number): Profile =>
  Float32Array.from({ length: reach * STEPS + 1 }, (_, n) => share(n / STEPS));

/** The profile of a crisp line of this width (px). */
export const crisp = (width: number): Profile =>
  profileOf(Math.ceil(width / 2 + 1), (d) => Math.min(1, Math.max(0, width / 2 + 0.5 - d)));

/** Adds a line of light. */
export const shineLine = (raster: Raster, line: Line, profile: Profile, light: Colour): void =>
  paintLine(raster, line, profile, light, 0);

/** Draws a line over what is there. */
export const coverLine = (raster: Raster, line: Line, profile: Profile, ink: Colour): void =>
  paintLine(raster, line, profile, ink, 1);

/**
 * Goes along the line's longer way, and across it only as far as it reaches. `hides`: the share of what was there
 * that a whole pixel of the line takes away. One loop without calls: it is most of the work of a picture.
 */
function paintLine(raster: Raster, line: Line, profile: Profile, ink: Colour, hides: 0 | 1): void {
  const { values, width, height } = raster;
  const { a0, b0, da, db, aSize, bSize, aStep, bStep } = turned(line, width, height);
  const [red, green, blue] = ink;
  const reach = (profile.length - 1) / STEPS;
  const slope = da === 0 ? 0 : db / da;
  const aside = reach * Math.sqrt(1 + slope * slope);
  const square = Math.max(1e-9, da * da + db * db);
  const [first, last] = [Math.min(a0, a0 + da), Math.max(a0, a0 + da)];
  const end = Math.min(aSize - 1, Math.floor(last + reach));
  for (let a = Math.max(0, Math.floor(first - reach)); a <= end; a++) {
    const middle = b0 + (Math.min(last, Math.max(first, a + 0.5)) - a0) * slope;
    const far = Math.min(bSize - 1, Math.floor(middle + aside));
    const pa = a + 0.5 - a0;
    for (let b = Math.max(0, Math.floor(middle - aside)); b <= far; b++) {
      const pb = b + 0.5 - b0;
      const along = Math.min(1, Math.max(0, (pa * da + pb * db) / square));
      const ra = pa - along * da;
      const rb = pb - along * db;
      const step = (Math.sqrt(ra * ra + rb * rb) * STEPS + 0.5) | 0;
      if (step >= profile.length) continue;
      const share = profile[step] as number;
      const kept = 1 - hides * share;
      const at = 3 * (a * aStep + b * bStep);
      values[at] = (values[at] as number) * kept + red * share;
      values[at + 1] = (values[at + 1] as number) * kept + green * share;
      values[at + 2] = (values[at + 2] as number) * kept + blue * share;
    }
  }
}

/** The line along its longer way (a) and across it (b), and how far apart pixels are in memory in each. */
function turned({ fromX, fromY, toX, toY }: Line, width: number, height: number) {
  const [dx, dy] = [toX - fromX, toY - fromY];
  if (Math.abs(dy) <= Math.abs(dx))
    return {
      ...{ a0: fromX, b0: fromY, da: dx, db: dy },
      ...{ aSize: width, bSize: height, aStep: 1, bStep: width },
    };
  return {
    ...{ a0: fromY, b0: fromX, da: dy, db: dx },
    ...{ aSize: height, bSize: width, aStep: width, bStep: 1 },
  };
}
