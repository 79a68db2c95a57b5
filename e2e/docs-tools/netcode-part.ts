/** The netcode's part of docs/performance.md. Pure. */
import type { NetMode } from "@quickpong/client/net/modes.ts";
import type { Bar } from "../bench/netcode/bars.ts";
import type { CellResult } from "../bench/netcode/cell.ts";
import { round } from "../load/report.ts";
import { table } from "./markdown.ts";

/** What `npm run bench:netcode -- --json FILE` writes. */
export interface NetcodeResult {
  cells: CellResult[];
  bars: Bar[];
}

/** Links shown, of the 54 that are played, as [left and right round trip, jitter, loss]. */
const SHOWN: readonly (readonly [number, number, number, number])[] = [
  [50, 50, 15, 0],
  [100, 100, 15, 0],
  [100, 100, 15, 0.005],
  [100, 100, 15, 0.02],
  [20, 200, 30, 0],
  [300, 300, 30, 0],
  [300, 300, 30, 0.02],
];
const DESIGNS: Record<NetMode, string> = {
  quickpong: "Quickpong",
  all: "all predicted",
  own: "own paddle predicted, the rest interpolated",
  none: "no prediction",
};

/** Only what is shown is kept. */
export function shownOf({ cells, bars }: NetcodeResult): NetcodeResult {
  const isShown = (cell: CellResult) =>
    SHOWN.some(
      ([left, right, jitter, loss]) =>
        cell.rttLeft === left &&
        cell.rttRight === right &&
        cell.jitter === jitter &&
        cell.loss === loss,
    );
  return { cells: cells.filter(isShown), bars };
}

const link = ({ rttLeft, rttRight, jitter, loss }: CellResult): string => {
  const rtt = rttLeft === rttRight ? `${rttLeft}` : `${rttLeft} and ${rttRight}`;
  return `${rtt}, ${jitter}, ${round(100 * loss)} %`;
};
const order = Object.keys(DESIGNS);

export function netcodePart(result: NetcodeResult | undefined): string {
  if (!result) return "";
  const cells = result.cells.toSorted((a, b) => order.indexOf(a.design) - order.indexOf(b.design));
  const rows = cells.map((cell) => [
    DESIGNS[cell.design],
    link(cell),
    String(cell.contacts),
    String(cell.ownWrong),
    String(cell.opponentWrong),
    round(cell.snapsPerMinute),
    round(cell.inputToPaddleFrames),
    `${round(cell.incomingSpeedP50)}, ${round(cell.incomingSpeedP99)}`,
    `${round((100 * cell.stallsOver50ms) / cell.contacts)} %`,
  ]);
  const head = [
    "design",
    "round trip, jitter (ms), loss",
    "contacts",
    "own drawn otherwise than ruled",
    "opponent's drawn wrong",
    "snaps a minute",
    "key to paddle (frames)",
    "incoming ball's speed, p50, p99",
    "stalled over 50 ms",
  ];
  return `## Hits that count as seen

\`npm run bench:netcode\`: the shipped netcode and server logic and the three classic designs, the same
players on the same simulated links, some of the 216 cells. What has to hold:

${result.bars.map(({ name, figure, held }) => `- ${name}: ${figure}${held ? "" : " (not held)"}`).join("\n")}

A snap is a jump of the ball of over 4 u; stalled: it waits at the opponent's paddle for over 50 ms; speed: how
fast the incoming ball looks, 1 being true. More words: [GLOSSARY.md](GLOSSARY.md).

${table(head, rows)}`;
}
