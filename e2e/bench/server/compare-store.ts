/**
 * What saving results costs: one server, whose matches bring results in every second stretch of time and none in
 * those between. Two servers differ in their heaps and in what the machine does meanwhile, by more than this costs.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { quietest } from "../../lib/cpu-steal.ts";
import { inFolder, MATCH_LASTS, RAMP } from "./compare.ts";
import { comparedLines, type Pair } from "./compared.ts";
import { FEED_EVENTS } from "./feed-variable.ts";
import { type Loaded, type Run, underLoad, watch } from "./measure.ts";
import type { BenchOptions } from "./options.ts";
import type { Runs } from "./runs.ts";

/** For the last results to be saved, or the first to come (ms). */
const BETWEEN = 1500;

/** Prints each stretch, and what the results add: the median over the pairs. */
export function compareStore(runs: Runs, options: BenchOptions): Promise<void> {
  const [matches = 0] = options.matches;
  return inFolder((folder) => {
    const store = { folder, rate: matches / MATCH_LASTS, replays: false };
    return underLoad({ variant: "quickpong", matches, ramp: RAMP, store }, async (loaded) => {
      const bytesMemoryPerMatch = await loaded.bytesPerMatch();
      const stretch = async (feed: keyof typeof FEED_EVENTS) => {
        const figures = await measureStretch(loaded, feed, options);
        return runs.keep({ variant: "quickpong", matches, ...figures, bytesMemoryPerMatch });
      };
      const found: Pair[] = [];
      for (let n = 0; n < options.pairs; n++) found.push(await pairOf(n, stretch));
      console.log(`\n${comparedLines("store", found).join("\n")}`);
    });
  });
}

/** Each of both is first in every second pair. */
async function pairOf(
  n: number,
  stretch: (feed: keyof typeof FEED_EVENTS) => Promise<Run>,
): Promise<Pair> {
  if (n % 2 === 0) {
    const off = await stretch("off");
    return { off, on: await stretch("on") };
  }
  const on = await stretch("on");
  return { on, off: await stretch("off") };
}

async function measureStretch(
  { server, load }: Loaded,
  feed: keyof typeof FEED_EVENTS,
  { seconds, patience }: BenchOptions,
) {
  console.log(feed === "on" ? "with results:" : "without results:");
  await server.emit(FEED_EVENTS[feed]);
  await sleep(BETWEEN);
  return quietest(
    patience,
    () => watch(server, load, seconds),
    ({ othersCpuShare }) => othersCpuShare,
  );
}
