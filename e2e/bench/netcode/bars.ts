/** What the netcode must show. A bar that no cell can judge is not printed. */
import type { CellResult } from "./cell.ts";

export interface Bar {
  name: string;
  figure: string;
  held: boolean;
}

/** Judges our own design's cells. */
export function judge(results: readonly CellResult[]): Bar[] {
  const ours = results.filter((cell) => cell.design === "quickpong");
  const lossless = ours.filter((cell) => cell.loss === 0);
  const lossy = (rtt: number) =>
    ours.filter((cell) => cell.loss > 0 && farther(cell) <= rtt && farther(cell) > rtt - 200);
  const near = lossy(100).filter((cell) => cell.jitter <= 15);
  const bars = [
    share("no loss: own contacts that disagree: none", lossless, "ownWrong", 0),
    share(
      "no loss: opponent contacts drawn wrong: 1 in 2,000",
      lossless,
      "opponentWrong",
      1 / 2000,
    ),
    share("loss, up to 100/15: own contacts: 1 in 2,500", near, "ownWrong", 1 / 2500),
    share("loss, up to 300/30: own contacts: 1 in 200", lossy(300), "ownWrong", 1 / 200),
    most("no loss: snaps a minute: 0.01", lossless, "snapsPerMinute", 0.01),
    most("own paddle after a key: always within 1 tick + 1 frame", ours, "inputToPaddleWorst", 2),
    points(ours),
  ];
  const typical = lossless.filter((cell) => farther(cell) === 100 && cell.jitter === 15);
  bars.push(
    most("100/15/0: median speed of the incoming ball: 1.10", typical, "incomingSpeedP50", 1.1),
  );
  bars.push(most("100/15/0: its p99: 1.30", typical, "incomingSpeedP99", 1.3));
  return bars.filter((bar) => bar !== null);
}

const farther = (cell: CellResult): number => Math.max(cell.rttLeft, cell.rttRight);

function share(
  name: string,
  cells: readonly CellResult[],
  key: "ownWrong" | "opponentWrong",
  limit: number,
): Bar | null {
  if (cells.length === 0) return null;
  const contacts = cells.reduce((sum, cell) => sum + cell.contacts, 0);
  const wrong = cells.reduce((sum, cell) => sum + cell[key], 0);
  const held = cells.every((cell) => cell[key] <= limit * cell.contacts);
  return { name, figure: `${wrong} of ${contacts}`, held };
}

function most(
  name: string,
  cells: readonly CellResult[],
  key: "snapsPerMinute" | "inputToPaddleWorst" | "incomingSpeedP50" | "incomingSpeedP99",
  limit: number,
): Bar | null {
  if (cells.length === 0) return null;
  const worst = Math.max(...cells.map((cell) => cell[key]));
  return { name, figure: worst.toFixed(2), held: worst <= limit + 1e-9 };
}

function points(cells: readonly CellResult[]): Bar | null {
  if (cells.length === 0) return null;
  const made = cells.reduce((sum, cell) => sum + cell.points, 0);
  const amiss = cells.reduce((sum, cell) => sum + cell.pointsAmiss, 0);
  const name = "points lost, doubled or taken back on a screen: none";
  return { name, figure: `${amiss} of ${made}`, held: amiss === 0 };
}
