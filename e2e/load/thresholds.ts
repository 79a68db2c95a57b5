/** What a run has to keep to for it to count as a success. Pure. */
import { UsageError } from "../lib/options.ts";
import { countsAt } from "./counts.ts";
import { type Report, reportOf, round } from "./report.ts";
import { RunMetrics } from "./run-metrics.ts";

/** A bound on a figure of the report. */
export interface Threshold {
  name: string;
  bound: "max" | "min";
  value: number;
}

/** Reads `NAME=VALUE` of the option `--max` or `--min`. Throws a UsageError. */
export function readThreshold(text: string, bound: Threshold["bound"]): Threshold {
  const [, name, value] = /^([A-Za-z]\w*(?:\.\w+)*)=(-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--${bound} ${text}: expected NAME=VALUE, such as joinMsP99=2000`);
  }
  if (figure(nothingHappened(), name) === undefined) {
    throw new UsageError(`--${bound} ${text}: the JSON report has no figure ${name}`);
  }
  return { name, bound, value: Number(value) };
}

/** Figures have the same names in every report. */
function nothingHappened(): Report {
  const tally = new RunMetrics();
  const mark = countsAt(tally, 0, undefined);
  const generator = { cpuShare: 0, lagMsMax: 0, othersCpuShare: null };
  const memory = { before: undefined, full: undefined, matches: 0 };
  const marks = { from: mark, to: mark, times: tally.times };
  return reportOf({ kind: "full", tally, ...marks, memory, generator, interrupted: false });
}

/**
 * A figure of the report by its name, such as `joinMsP99` or `rttMs.p95`: null when it is not known,
 * undefined when there is none of this name.
 */
export function figure(report: Report, name: string): number | null | undefined {
  let value: unknown = report;
  for (const part of name.split(".")) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<string, unknown>)[part]
        : undefined;
  }
  return typeof value === "number" || value === null ? value : undefined;
}

/** Everything for which the run counts as failed; empty when it is a success. */
export function failures(report: Report, thresholds: readonly Threshold[]): string[] {
  const failed: string[] = [];
  if (report.lost > 0) failed.push(`${report.lost} players were lost`);
  if (report.wrongPairs > 0) failed.push(`${report.wrongPairs} pairs were wrong`);
  for (const { name, bound, value } of thresholds) {
    const actual = figure(report, name);
    if (actual === undefined) failed.push(`${name}: no such figure`);
    else if (actual === null) failed.push(`${name} is not known`);
    else if (bound === "max" && actual > value) {
      failed.push(`${name} is ${round(actual)}, over ${value}`);
    } else if (bound === "min" && actual < value) {
      failed.push(`${name} is ${round(actual)}, under ${value}`);
    }
  }
  return failed;
}
