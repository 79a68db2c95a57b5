/** What saving results costs, or recording games: our server with it and without, in turn. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchOptions } from "./options.ts";
import type { Runs } from "./runs.ts";
import type { FedStore } from "./variants.ts";

/** A match lasts so long (s). */
const MATCH_LASTS = 90;
const RAMP = 400;

/** Prints each run, and what `compared` adds: the median over the pairs. */
export async function compare(
  compared: NonNullable<BenchOptions["compare"]>,
  runs: Runs,
  options: BenchOptions,
): Promise<void> {
  const { matches: sizes, seconds, pairs } = options;
  const [matches = 0] = sizes;
  const common = { variant: "quickpong", matches, seconds, ramp: RAMP } as const;
  const added: number[] = [];
  for (let n = 0; n < pairs; n++) {
    const cpu = new Map<boolean, number>();
    // Each is first in every second pair.
    for (const isOn of n % 2 === 0 ? [false, true] : [true, false]) {
      console.log(`${isOn ? "with" : "without"} ${compared}:`);
      const folder = mkdtempSync(join(tmpdir(), "quickpong-bench-"));
      const store = storeOf(compared, isOn, folder, matches / MATCH_LASTS);
      const run = await runs.add({ ...common, ...(store && { store }) });
      cpu.set(isOn, run?.cpuMicrosPerMatchSecond ?? Number.NaN);
      rmSync(folder, { recursive: true, force: true });
    }
    const [on = Number.NaN, off = Number.NaN] = [cpu.get(true), cpu.get(false)];
    // A pair of which one has failed says nothing.
    if (on > 0 && off > 0) added.push(on / off - 1);
  }
  const inWords = added.map((share) => `${(100 * share).toFixed(1)} %`);
  const median = added.toSorted((a, b) => a - b)[Math.floor(added.length / 2)] ?? Number.NaN;
  const sum = `${inWords.join(", ")}; median ${(100 * median).toFixed(1)} %`;
  console.log(`\nCPU that the ${compared} add${compared === "store" ? "s" : ""}: ${sum}`);
}

/** Replays are compared with a store both times, which they need. */
function storeOf(
  compared: NonNullable<BenchOptions["compare"]>,
  isOn: boolean,
  folder: string,
  rate: number,
): FedStore | undefined {
  if (compared === "replays") return { folder, rate, replays: isOn };
  return isOn ? { folder, rate, replays: false } : undefined;
}
