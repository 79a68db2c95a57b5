/** Puts the parts of a cell together again. */
import type { CellResult } from "./cell.ts";

const SUMS = [
  "contacts",
  "ownWrong",
  "opponentWrong",
  "stallsOver50ms",
  "points",
  "pointsAmiss",
  "lateInputs",
  "inputs",
  "minutes",
  "cpuSeconds",
] as const;
const MEANS = [
  "snapsPerMinute",
  "ownCorrectionsPerMinute",
  "incomingSpeedP50",
  "incomingSpeedP99",
  "upMessagesPerSecond",
  "downMessagesPerSecond",
  "upBytesPerSecond",
  "downBytesPerSecond",
] as const;

/** Counts are added; rates and quantiles are averaged by played time. */
export function merge(parts: readonly CellResult[]): CellResult {
  const [first] = parts;
  if (!first) throw new Error("a cell without parts");
  const total = { ...first };
  for (const key of SUMS) total[key] = parts.reduce((sum, part) => sum + part[key], 0);
  for (const key of MEANS) {
    total[key] = parts.reduce((sum, part) => sum + part[key] * part.minutes, 0) / total.minutes;
  }
  total.snapP99 = Math.max(...parts.map((part) => part.snapP99));
  for (const key of ["inputToPaddleFrames", "inputToPaddleWorst"] as const) {
    total[key] = Math.max(...parts.map((part) => part[key]));
  }
  return total;
}
