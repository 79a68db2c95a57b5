/** What pairs of runs, one with something and one without, say of it. Pure. */
import type { Run } from "./measure.ts";

export interface Pair {
  on: Run;
  off: Run;
}

/** CPU, lateness and pauses for garbage with and without `what`: medians over the pairs. */
export function comparedLines(what: string, pairs: readonly Pair[]): string[] {
  const added = pairs.map(
    ({ on, off }) => on.cpuMicrosPerMatchSecond / off.cpuMicrosPerMatchSecond - 1,
  );
  const each = added.map(percent).join(", ");
  const verb = what === "replays" ? "add" : "adds";
  const row = (name: string, show: (run: Run) => number, unit: string) => {
    const said = (key: keyof Pair) => `${median(pairs.map((pair) => show(pair[key]))).toFixed(2)}`;
    return `${name}: ${said("on")} ${unit} with, ${said("off")} ${unit} without`;
  };
  return [
    `CPU that the ${what} ${verb}: ${each}; median ${percent(median(added))}`,
    row("lateness of ticks, p99", (run) => run.tickLatenessMsP99, "ms"),
    row("time in which garbage was collected", (run) => 100 * run.gcShare, "%"),
    row("the longest pause for it", (run) => run.gcPauseMsMax, "ms"),
  ];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** The middle one, the mean of both in the middle, or NaN of none. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (n: number) => sorted[Math.floor(n)] ?? Number.NaN;
  return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
}
