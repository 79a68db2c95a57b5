/** What saving results costs: our server with a store and without, in turn. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions } from "./options.ts";
import type { Runs } from "./runs.ts";

/** A match lasts so long (s). */
const MATCH_LASTS = 90;
const RAMP = 400;

/** Prints each run, and what the store adds: the median over the pairs. */
export async function compareStore(runs: Runs, options: BenchOptions): Promise<void> {
  const { matches: sizes, seconds, storePairs } = options;
  const [matches = 0] = sizes;
  const common = { variant: "quickpong", matches, seconds, ramp: RAMP } as const;
  const added: number[] = [];
  for (let n = 0; n < storePairs; n++) {
    const folder = mkdtempSync(join(tmpdir(), "quickpong-bench-"));
    const store = { folder, rate: matches / MATCH_LASTS };
    // Each is first in every second pair.
    const order = n % 2 === 0 ? [undefined, store] : [store, undefined];
    const cpu = new Map<boolean, number>();
    for (const each of order) {
      console.log(each ? "with a store:" : "without:");
      const run = await runs.add({ ...common, ...(each && { store: each }) });
      cpu.set(each !== undefined, run?.cpuMicrosPerMatchSecond ?? Number.NaN);
    }
    const [on = Number.NaN, off = Number.NaN] = [cpu.get(true), cpu.get(false)];
    // A pair of which one has failed says nothing.
    if (on > 0 && off > 0) added.push(on / off - 1);
    rmSync(folder, { recursive: true, force: true });
  }
  const inWords = added.map((share) => `${(100 * share).toFixed(1)} %`);
  const median = added.toSorted((a, b) => a - b)[Math.floor(added.length / 2)] ?? Number.NaN;
  console.log(
    `\nCPU that the store adds: ${inWords.join(", ")}; median ${(100 * median).toFixed(1)} %`,
  );
}
