/** What `npm run bench:replays` prints, and writes as JSON. */
import type { Checked } from "./check.ts";
import type { PictureFigures } from "./pictures.ts";

/** The most that a match of four minutes may take (bytes as stored). */
export const FOUR_MINUTES_MAX = 40_000;

/** Of a picture, so that every program shows it beside a link (bytes). */
export const PICTURE_MAX = 300_000;

export interface ReplayFigures {
  /** Games that were recorded, stored, read and played again. */
  matches: number;
  /** Those that were not the same again, to the bit. */
  mismatches: number;
  /** As stored. */
  bytesP50: number;
  bytesP99: number;
  resimulateMsP50: number;
  /** Of a match of four minutes, as stored. */
  bytesFourMinutes: number;
  /** Processor time to draw the picture of a match. */
  pictureMsP50: number;
  pictureBytesMax: number;
  /** Recorded matches by older rules, which are not stored as bytes, and those that ended otherwise. */
  oldRules: { matches: number; mismatches: number };
}

/** The value that a share of all is at most; 0 of none. */
function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

export function figuresOf(
  checked: readonly Checked[],
  pictures: PictureFigures,
  rest: Pick<ReplayFigures, "bytesFourMinutes" | "oldRules">,
): ReplayFigures {
  const bytes = checked.map((each) => each.bytes);
  const ms = checked.map((each) => each.ms);
  return {
    matches: checked.length,
    mismatches: checked.filter(({ wrong }) => wrong !== undefined).length,
    bytesP50: quantile(bytes, 0.5),
    bytesP99: quantile(bytes, 0.99),
    resimulateMsP50: Number(quantile(ms, 0.5).toFixed(3)),
    pictureMsP50: Number(quantile(pictures.ms, 0.5).toFixed(1)),
    pictureBytesMax: Math.max(0, ...pictures.bytes),
    ...rest,
  };
}

/** Whether every game was the same again, and a long one and every picture are small enough. */
export const isPassed = (figures: ReplayFigures): boolean =>
  figures.mismatches + figures.oldRules.mismatches === 0 &&
  figures.bytesFourMinutes <= FOUR_MINUTES_MAX &&
  figures.pictureBytesMax <= PICTURE_MAX;

export function toText(figures: ReplayFigures): string {
  const { matches, mismatches, oldRules, bytesFourMinutes } = figures;
  return [
    `${matches} games recorded, stored, read and played again; ${mismatches} were not the same, to the bit`,
    `${oldRules.matches} recorded matches by older rules; ${oldRules.mismatches} ended otherwise`,
    `bytes as stored: ${figures.bytesP50} (median), ${figures.bytesP99} (99 of 100 have no more)`,
    `a match of four minutes: ${bytesFourMinutes} bytes, of at most ${FOUR_MINUTES_MAX}`,
    `to play one again: ${figures.resimulateMsP50} ms (median)`,
    `to draw the picture of one: ${figures.pictureMsP50} ms of processor time (median); ${figures.pictureBytesMax} bytes at most, of ${PICTURE_MAX}`,
    isPassed(figures) ? "passed" : "FAILED",
  ].join("\n");
}
