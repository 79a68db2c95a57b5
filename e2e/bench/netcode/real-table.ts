/** The table of `npm run bench:netcode -- --real`: simulated and real figures under each other. */
export interface RealRow {
  rtt: number;
  jitter: number;
  loss: number;
  where: "virtual" | "bots over TCP" | "two browsers";
  contacts: number;
  ownWrong: number;
  opponentWrong: number;
  snaps: number;
  longStalls: number;
  /** Share of the inputs that came after their tick; null where it is not known. */
  lateInputs: number | null;
  /** Frames over 100 ms after the one before; null where it is not known. */
  slowFrames: number | null;
  upBytesPerSecond: number;
  downBytesPerSecond: number;
  /** Share of all processors that was busy meanwhile, with this and with whatever else went on. */
  busy: number;
}

const COLUMNS: readonly (readonly [string, number, (row: RealRow) => string])[] = [
  ["rtt/jitter/loss", 15, (row) => `${row.rtt}/${row.jitter}/${row.loss * 100}%`],
  ["where", 13, (row) => row.where],
  ["contacts", 8, (row) => `${row.contacts}`],
  ["own wrong", 9, (row) => `${row.ownWrong}`],
  ["opp wrong", 9, (row) => `${row.opponentWrong}`],
  ["snaps", 4, (row) => `${row.snaps}`],
  ["held>50ms", 9, (row) => `${((100 * row.longStalls) / row.contacts).toFixed(1)}%`],
  ["late", 6, (row) => (row.lateInputs === null ? "–" : `${(100 * row.lateInputs).toFixed(1)}%`)],
  ["slow frames", 11, (row) => `${row.slowFrames ?? "–"}`],
  ["up B/s", 6, (row) => row.upBytesPerSecond.toFixed(0)],
  ["down B/s", 8, (row) => row.downBytesPerSecond.toFixed(0)],
  ["machine busy", 12, (row) => `${(100 * row.busy).toFixed(0)}%`],
];
export const realHead = (): string =>
  COLUMNS.map(([title, width]) => title.padStart(width)).join("  ");
export const realRow = (row: RealRow): string =>
  COLUMNS.map(([, width, text]) => text(row).padStart(width)).join("  ");
