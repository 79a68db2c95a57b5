/** The netgraph's rolling plot: round trip and P - R as lines, what went wrong as marks. */
import type { NetReport } from "../net/stats.ts";
import { h } from "../platform/dom.ts";

export interface Plot {
  element: HTMLElement;
  /** Adds the newest column. */
  add(report: NetReport): void;
}

interface Column {
  rtt: number;
  ahead: number;
  /** Corrections and disagreements since the column before. */
  troubles: number;
}

const COLUMNS = 120;
const WIDTH = 240;
const HEIGHT = 64;
/** The plot shows at least this much (ms), and grows in such steps. */
const STEP = 100;

/** Builds it, empty. */
export function createPlot(): Plot {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const canvas = h("canvas", {
    width: WIDTH * ratio,
    height: HEIGHT * ratio,
    role: "presentation",
  });
  const columns: Column[] = [];
  let lastTroubles: number | null = null;
  return {
    element: canvas,
    add(report) {
      const troubles = troublesOf(report);
      const more = lastTroubles === null ? 0 : troubles - lastTroubles;
      lastTroubles = troubles;
      columns.push({ rtt: report.rtt, ahead: report.ahead, troubles: more });
      if (columns.length > COLUMNS) columns.shift();
      paint(canvas, ratio, columns);
    },
  };
}

const troublesOf = ({ ownCorrections, snaps, contacts }: NetReport): number =>
  ownCorrections + snaps + contacts.ownWrong + contacts.opponentWrong;

function paint(canvas: HTMLCanvasElement, ratio: number, columns: readonly Column[]): void {
  const c = canvas.getContext("2d");
  if (!c) return;
  const style = getComputedStyle(canvas);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  c.setTransform(ratio, 0, 0, ratio, 0, 0);
  c.clearRect(0, 0, WIDTH, HEIGHT);
  const most = Math.max(1, ...columns.map(({ rtt, ahead }) => Math.max(rtt, ahead)));
  const top = Math.ceil((most * 1.05) / STEP) * STEP;
  const x = (i: number) => ((COLUMNS - columns.length + i) / (COLUMNS - 1)) * WIDTH;
  const y = (ms: number) => HEIGHT - 1 - (ms / top) * (HEIGHT - 4);
  c.fillStyle = colour("--danger");
  columns.forEach(({ troubles }, i) => {
    if (troubles > 0) c.fillRect(x(i) - 1, 0, 2, HEIGHT);
  });
  c.fillStyle = colour("--ink-soft");
  c.font = "10px system-ui, sans-serif";
  c.fillText(String(top), 2, 10);
  c.lineWidth = 1.5;
  for (const [key, name] of [
    ["rtt", "--opponent"],
    ["ahead", "--own"],
  ] as const) {
    c.strokeStyle = colour(name);
    c.beginPath();
    columns.forEach((column, i) => {
      c.lineTo(x(i), y(column[key]));
    });
    c.stroke();
  }
}
