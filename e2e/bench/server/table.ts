/** The benchmark's arithmetic and words. Pure. */
import { TICK_MS } from "@quickpong/shared/court.ts";
import type { Run, Variant } from "./measure.ts";

/** Above this share of a core a server is busy all the time: what clients say waits, if not the ticks. */
const BUSY = 0.95;

/** A run is late when a hundredth of its ticks are late by more than a tick, or nothing is left of its core. */
export const lateAt = (run: Run): boolean => run.tickLatenessMsP99 > TICK_MS || run.cpuShare > BUSY;

/**
 * Matches that one core holds in time: the most with which a run was. Late runs below that were
 * somebody else's doing. `atLeast` when none was late above it; null when all were late.
 */
export function capacity(
  runs: readonly Run[],
  variant: Variant,
): { matches: number; atLeast: boolean } | null {
  const own = runs.filter((run) => run.variant === variant);
  const matches = Math.max(0, ...own.filter((run) => !lateAt(run)).map((run) => run.matches));
  if (matches === 0) return null;
  return { matches, atLeast: own.every((run) => run.matches <= matches) };
}

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

export const RUN_HEADER = COLUMNS.map(([name]) => name).join("  ");
export const runLine = (run: Run): string =>
  COLUMNS.map(([name, show]) => show(run).padStart(name.length)).join("  ");

/** How the variants compare where they ran with equally many matches, and at their limits. */
export function ratioLines(runs: readonly Run[]): string[] {
  const lines: string[] = [];
  const sizes = new Set(runs.map((run) => run.matches));
  for (const matches of sizes) {
    // Of several runs the last: the ones before were late.
    const at = (variant: Variant) =>
      runs.findLast((run) => run.variant === variant && run.matches === matches);
    const ours = at("quickpong");
    if (!ours) continue;
    const [usual, floor] = [at("usual"), at("floor")];
    const cost = ours.cpuMicrosPerMatchSecond;
    const parts: string[] = [];
    if (usual)
      parts.push(
        `the usual way takes ${(usual.cpuMicrosPerMatchSecond / cost).toFixed(1)} times our CPU`,
      );
    if (floor)
      parts.push(
        `we take ${(cost / floor.cpuMicrosPerMatchSecond).toFixed(2)} times the floor's, and ${kilobytes(ours, floor)} kB a match more`,
      );
    if (parts.length > 0) lines.push(`${ours.matches} matches: ${parts.join("; ")}`);
  }
  const [ours, usual] = [capacity(runs, "quickpong"), capacity(runs, "usual")];
  // Without a limit of the usual way there is nothing to compare with.
  if (ours && usual && !usual.atLeast) {
    const ratio = `${ours.atLeast ? "at least " : ""}${(ours.matches / usual.matches).toFixed(1)}`;
    lines.push(
      `matches a core holds in time: ours ${said(ours)}, the usual way ${said(usual)}: ${ratio} times`,
    );
  }
  return lines;
}

const kilobytes = (ours: Run, floor: Run): string =>
  ((ours.bytesMemoryPerMatch - floor.bytesMemoryPerMatch) / 1000).toFixed(0);
const said = ({ matches, atLeast }: { matches: number; atLeast: boolean }): string =>
  `${atLeast ? "at least " : ""}${matches}`;
