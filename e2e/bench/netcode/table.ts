/** The benchmark's table on the terminal. */
import type { CellResult } from "./cell.ts";

type Column = [title: string, width: number, text: (cell: CellResult) => string];

const rtt = (cell: CellResult): string =>
  cell.rttLeft === cell.rttRight ? `${cell.rttLeft}` : `${cell.rttLeft}v${cell.rttRight}`;
const share = (count: number, all: number): string => `${((100 * count) / all).toFixed(2)}%`;

const COLUMNS: readonly Column[] = [
  ["design", 10, (cell) => cell.design],
  ["rtt/jitter/loss", 15, (cell) => `${rtt(cell)}/${cell.jitter}/${cell.loss * 100}%`],
  ["contacts", 8, (cell) => `${cell.contacts}`],
  ["own wrong", 9, (cell) => `${cell.ownWrong}`],
  ["opp wrong", 9, (cell) => `${cell.opponentWrong}`],
  ["snaps/min", 8, (cell) => cell.snapsPerMinute.toFixed(2)],
  ["p99", 4, (cell) => cell.snapP99.toFixed(0)],
  ["corr/min", 8, (cell) => cell.ownCorrectionsPerMinute.toFixed(2)],
  ["frames", 6, (cell) => `${cell.inputToPaddleFrames}/${cell.inputToPaddleWorst}`],
  ["points", 6, (cell) => `${cell.points}`],
  ["amiss", 5, (cell) => `${cell.pointsAmiss}`],
  ["v50", 5, (cell) => cell.incomingSpeedP50.toFixed(3)],
  ["v99", 5, (cell) => cell.incomingSpeedP99.toFixed(3)],
  ["held>50ms", 9, (cell) => share(cell.stallsOver50ms, cell.contacts)],
  ["late", 6, (cell) => share(cell.lateInputs, cell.inputs)],
  ["up msg/s", 8, (cell) => cell.upMessagesPerSecond.toFixed(1)],
  ["B/s", 4, (cell) => cell.upBytesPerSecond.toFixed(0)],
  ["down msg/s", 10, (cell) => cell.downMessagesPerSecond.toFixed(1)],
  ["B/s", 4, (cell) => cell.downBytesPerSecond.toFixed(0)],
];

export const head = (): string => COLUMNS.map(([title, width]) => title.padStart(width)).join("  ");
export const row = (cell: CellResult): string =>
  COLUMNS.map(([, width, text]) => text(cell).padStart(width)).join("  ");
