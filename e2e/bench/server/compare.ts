/** What recording games costs: servers that record and servers that don't, in turn. Both have a store. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comparedLines, type Pair } from "./compared.ts";
import type { Run } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import type { Runs } from "./runs.ts";

/** A match lasts so long (s). */
export const MATCH_LASTS = 90;
export const RAMP = 400;

/** Prints each run, and what recording adds: the median over the pairs. */
export async function compareReplays(runs: Runs, options: BenchOptions): Promise<void> {
  const { matches: sizes, seconds, pairs } = options;
  const [matches = 0] = sizes;
  const found: Pair[] = [];
  for (let n = 0; n < pairs; n++) {
    const pair = new Map<boolean, Run | undefined>();
    // Each is first in every second pair.
    for (const replays of n % 2 === 0 ? [false, true] : [true, false]) {
      console.log(`${replays ? "with" : "without"} replays:`);
      pair.set(
        replays,
        await inFolder((folder) => {
          const store = { folder, rate: matches / MATCH_LASTS, replays };
          return runs.add({ variant: "quickpong", matches, seconds, ramp: RAMP, store });
        }),
      );
    }
    const [on, off] = [pair.get(true), pair.get(false)];
    // A pair of which one has failed says nothing.
    if (on && off) found.push({ on, off });
  }
  console.log(`\n${comparedLines("replays", found).join("\n")}`);
}

/** Has `work` done with a folder of its own. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
