/** The benchmark's words. Pure. */
import type { Run } from "./measure.ts";
import type { Variant } from "./variants.ts";
import { type Capacity, capacity, SHORTAGES, shortageOf } from "./verdict.ts";

const COLUMNS: [string, (run: Run) => string][] = [
  ["variant  ", (run) => run.variant.padEnd(9)],
  ["matches", (run) => String(run.matches)],
  ["us/match-s", (run) => run.cpuMicrosPerMatchSecond.toFixed(0)],
  ["core %", (run) => (100 * run.cpuShare).toFixed(0)],
  ["late p99 ms", (run) => run.tickLatenessMsP99.toFixed(2)],
  ["down/s", (run) => run.downFramesPerSecond.toFixed(1)],
  ["B/s", (run) => run.downBytesPerSecond.toFixed(0)],
  ["up/s", (run) => run.upFramesPerSecond.toFixed(1)],
  ["B/s", (run) => run.upBytesPerSecond.toFixed(0)],
  ["kB/match", (run) => (run.bytesMemoryPerMatch / 1000).toFixed(0)],
  ["load core %", (run) => (100 * run.generatorCpuShare).toFixed(0)],
  ["others core %", (run) => (100 * run.othersCpuShare).toFixed(0)],
  ["trouble", (run) => String(run.trouble)],
];

export const RUN_HEADER = `${COLUMNS.map(([name]) => name).join("  ")}  in time`;

/** A run in one line, with what it was short of; `runs` as for `shortageOf`. */
export function runLine(run: Run, runs: readonly Run[]): string {
  const cells = COLUMNS.map(([name, show]) => show(run).padStart(name.length));
  return `${cells.join("  ")}  ${verdictOn(run, runs)}`;
}

/** Whether the run was in time, in words. */
export function verdictOn(run: Run, runs: readonly Run[]): string {
  const shortage = shortageOf(run, runs);
  return shortage ? `no: ${SHORTAGES[shortage]}` : "yes";
}

/** How the variants compare where they ran with equally many matches, and how many they hold. */
export function ratioLines(runs: readonly Run[]): string[] {
  const sizes = new Set(runs.map((run) => run.matches));
  const lines = [...sizes].map((matches) => comparison(runs, matches));
  return [...lines.filter((line) => line !== undefined), ...capacityLines(runs)];
}

/** What is late does less than it should, so only runs in time are compared. */
function comparison(runs: readonly Run[], matches: number): string | undefined {
  const at = (variant: Variant) =>
    runs.findLast(
      (run) => run.variant === variant && run.matches === matches && !shortageOf(run, runs),
    );
  const [ours, usual, floor] = [at("quickpong"), at("usual"), at("floor")];
  if (!ours) return undefined;
  const times = (a: Run, b: Run, digits: number) =>
    (a.cpuMicrosPerMatchSecond / b.cpuMicrosPerMatchSecond).toFixed(digits);
  const parts: string[] = [];
  if (usual) parts.push(`the usual way takes ${times(usual, ours, 1)} times our CPU`);
  if (floor) {
    const kilobytes = ((ours.bytesMemoryPerMatch - floor.bytesMemoryPerMatch) / 1000).toFixed(0);
    parts.push(
      `we take ${times(ours, floor, 2)} times the floor's, and ${kilobytes} kB a match more`,
    );
  }
  return parts.length > 0 ? `${matches} matches: ${parts.join("; ")}` : undefined;
}

function capacityLines(runs: readonly Run[]): string[] {
  const [ours, usual, floor] = [
    capacity(runs, "quickpong"),
    capacity(runs, "usual"),
    capacity(runs, "floor"),
  ];
  // Without a limit of the usual way there is nothing to compare with.
  if (!ours || !usual || usual.atLeast) return [];
  const lines = [
    `matches a core holds in time: ours ${said(ours)}; the usual way ${said(usual)}${floor ? `; the floor ${said(floor)}` : ""}`,
  ];
  const ratio = `${ours.atLeast ? "at least " : ""}${(ours.matches / usual.matches).toFixed(1)}`;
  return [...lines, `that is ${ratio} times the usual way's`];
}

const said = ({ matches, atLeast, limit }: Capacity): string =>
  `${atLeast ? "at least " : ""}${matches} (beyond that ${limit ? SHORTAGES[limit] : "no larger load could be measured"})`;
