/** Kinds of files that a replay can be made into, and their bounds. */

/** A video of this kind, or moving pictures that every page shows. */
export type ExportFormat = VideoFormat | "gif";
export type VideoFormat = "mp4" | "webm";

export interface FormatSize {
  width: number;
  height: number;
  /** Pictures a second. */
  rate: number;
  /** Longest range (s): so much fits into memory and patience. */
  longest: number;
}

export const SIZES: Readonly<Record<ExportFormat, FormatSize>> = {
  mp4: { width: 1280, height: 720, rate: 60, longest: 300 },
  webm: { width: 1280, height: 720, rate: 60, longest: 300 },
  // Times in a GIF are hundredths of a second.
  gif: { width: 640, height: 360, rate: 25, longest: 15 },
};
