/** Plots as SVG text: lines over time, and distributions. */
import { round } from "./report.ts";

const WIDTH = 640;
const HEIGHT = 200;
const LEFT = 48;
const BOTTOM = 24;
const TOP = 8;

export interface Series {
  name: string;
  points: readonly (readonly [x: number, y: number])[];
}
export interface PlotOptions {
  title: string;
  xLabel: string;
  yLabel: string;
  /** Equal factors are equal distances on the x axis. */
  logX?: boolean;
}

const COLOURS = ["var(--line-1)", "var(--line-2)"];

/** A figure with one line per series. */
export function plot(series: readonly Series[], options: PlotOptions): string {
  const points = series.flatMap((each) => each.points);
  if (points.length === 0) return "";
  const x = options.logX ? (value: number) => Math.log10(Math.max(value, 1e-3)) : (v: number) => v;
  const [low, high] = extentOf(points.map(([at]) => x(at)));
  const top = Math.max(extentOf(points.map(([, y]) => y))[1], 1e-9);
  const toX = (at: number) => LEFT + ((x(at) - low) / (high - low || 1)) * (WIDTH - LEFT - 12);
  const toY = (y: number) => HEIGHT - BOTTOM - (y / top) * (HEIGHT - BOTTOM - TOP);
  const lines = series.map(
    ({ points: line }, i) =>
      `<polyline fill="none" stroke="${COLOURS[i % COLOURS.length]}" stroke-width="1.5" points="${line
        .map(([at, y]) => `${toX(at).toFixed(1)},${toY(y).toFixed(1)}`)
        .join(" ")}"/>`,
  );
  const legend = series.length > 1 ? series.map(legendEntry).join("") : "";
  return `<figure><figcaption>${options.title}${legend}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${options.title}">
${grid(top, toY, options.yLabel)}${xTicks(low, high, options, toX)}${lines.join("")}
</svg></figure>`;
}

/** Least and greatest of as many values as there are seconds in days: too many for arguments of Math.min. */
const extentOf = (values: readonly number[]): [number, number] => [
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
];

const legendEntry = ({ name }: Series, i: number): string =>
  ` <span style="color:${COLOURS[i % COLOURS.length]}">&#9632; ${name}</span>`;

function grid(top: number, toY: (y: number) => number, label: string): string {
  return [0, 0.5, 1]
    .map((part) => {
      const y = toY(part * top);
      const text = `${round(part * top)}${part === 1 ? ` ${label}` : ""}`;
      return `<line x1="${LEFT}" x2="${WIDTH - 12}" y1="${y}" y2="${y}" class="grid"/><text x="${part === 1 ? 2 : LEFT - 6}" y="${y + (part === 1 ? 12 : 4)}" text-anchor="${part === 1 ? "start" : "end"}">${text}</text>`;
    })
    .join("");
}

function xTicks(
  low: number,
  high: number,
  { logX, xLabel }: PlotOptions,
  toX: (x: number) => number,
): string {
  return [0, 0.25, 0.5, 0.75, 1]
    .map((part) => {
      const at = low + part * (high - low);
      const value = logX ? 10 ** at : at;
      const anchor = part === 0 ? "start" : part === 1 ? "end" : "middle";
      return `<text x="${toX(value).toFixed(1)}" y="${HEIGHT - 6}" text-anchor="${anchor}">${round(value)}${part === 1 ? ` ${xLabel}` : ""}</text>`;
    })
    .join("");
}
