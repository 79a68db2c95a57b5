/** What `npm run bench:replays` prints, and writes as JSON. */
import type { ReplayView } from "@quickpong/client/replay/replay-picture.ts";
import type { Checked } from "./check.ts";
import type { PictureFigures } from "./pictures.ts";
import type { Seeks } from "./seeks.ts";

/** The most that a match of four minutes may take (bytes as stored). */
export const FOUR_MINUTES_MAX = 40_000;

/** To show any moment of ten minutes (ms): 50 on a processor four times slower. */
export const SEEK_MAX = 50 / 4;

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
  /** To show any moment of a match of ten minutes, by view. */
  seekMsP99: Record<ReplayView, number>;
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
  seeks: Seeks,
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
    seekMsP99: {
      truth: seekOf(seeks.truth),
      left: seekOf(seeks.left),
      right: seekOf(seeks.right),
      both: seekOf(seeks.both),
    },
    ...rest,
  };
}

const seekOf = (ms: readonly number[]): number => Number(quantile(ms, 0.99).toFixed(2));

/** Whether every game was the same again, a long one and every picture are small enough, and any moment is there at once. */
export const isPassed = (figures: ReplayFigures): boolean =>
  figures.mismatches + figures.oldRules.mismatches === 0 &&
  figures.bytesFourMinutes <= FOUR_MINUTES_MAX &&
  figures.pictureBytesMax <= PICTURE_MAX &&
  Object.values(figures.seekMsP99).every((ms) => ms <= SEEK_MAX);

export function toText(figures: ReplayFigures): string {
  const { matches, mismatches, oldRules, bytesFourMinutes } = figures;
  return [
    `${matches} games recorded, stored, read and played again; ${mismatches} were not the same, to the bit`,
    `${oldRules.matches} recorded matches by older rules; ${oldRules.mismatches} ended otherwise`,
    `bytes as stored: ${figures.bytesP50} (median), ${figures.bytesP99} (99 of 100 have no more)`,
    `a match of four minutes: ${bytesFourMinutes} bytes, of at most ${FOUR_MINUTES_MAX}`,
    `to play one again: ${figures.resimulateMsP50} ms (median)`,
    `to draw the picture of one: ${figures.pictureMsP50} ms of processor time (median); ${figures.pictureBytesMax} bytes at most, of ${PICTURE_MAX}`,
    `to show any moment of ten minutes, 99 of 100 within (ms, of ${SEEK_MAX}): ${seekWords(figures)}`,
    isPassed(figures) ? "passed" : "FAILED",
  ].join("\n");
}

const seekWords = ({ seekMsP99 }: ReplayFigures): string =>
  Object.entries(seekMsP99)
    .map(([view, ms]) => `${view} ${ms}`)
    .join(", ");
