/** `npm run bench:server`: our server, the usual way, and a bare `ws` broadcast, side by side. */
import { runProgram } from "../../lib/run-program.ts";
import type { Rates } from "./bare-ws/frames.ts";
import { compareReplays } from "./compare.ts";
import { compareStore } from "./compare-store.ts";
import { grow } from "./growth.ts";
import type { Run } from "./measure.ts";
import { type BenchOptions, readOptions, USAGE } from "./options.ts";
import { Runs } from "./runs.ts";
import { RUN_HEADER, ratioLines } from "./table.ts";
import { VARIANTS, type Variant } from "./variants.ts";
import { hasGoodRun } from "./verdict.ts";

const QUICK = { matches: 200, seconds: 10, ramp: 400 };
const RAMP = 400;
/** The usual way is late long before the others. */
const USUAL_MATCHES = [50, 100, 200, 300, 400, 600, 800];
/** Once the floor has held what ours does. */
const FLOOR_MATCHES = [2500, 3000, 4000, 5000, 6000];

await runProgram(USAGE, async () => {
  const options = readOptions(process.argv.slice(2));
  if (options) await main(options);
  else console.log(USAGE);
});

async function main(options: BenchOptions): Promise<void> {
  const runs = new Runs(options.patience, options.json);
  console.log(RUN_HEADER);
  if (options.compare === "store") return compareStore(runs, options);
  if (options.compare === "replays") return compareReplays(runs, options);
  await (options.quick ? quick(runs) : growth(runs, options));
  const lines = ratioLines(runs.list);
  console.log(
    `\n${lines.join("\n") || "Nothing to compare: no two were in time with as many matches."}`,
  );
  const without = VARIANTS.filter((variant) => !hasGoodRun(runs.list, variant));
  if (without.length > 0) {
    console.log(`FAILED: no run without trouble of ${without.join(", ")}`);
    process.exitCode = 1;
  }
}

async function quick(runs: Runs): Promise<void> {
  const ours = await runs.add({ variant: "quickpong", ...QUICK });
  await runs.add({ variant: "usual", ...QUICK });
  if (ours) await runs.add({ variant: "floor", ...QUICK, rates: ratesOf(ours) });
}

/** Each up to where it is late; the floor with our frames, and first with as many matches as ours. */
async function growth(runs: Runs, { matches: sizes, seconds }: BenchOptions): Promise<void> {
  const inTime = (variant: Variant) => async (matches: number) =>
    runs.isInTime(await runs.add({ variant, matches, seconds, ramp: RAMP }));
  await grow(sizes, inTime("quickpong"));
  await grow(USUAL_MATCHES, inTime("usual"));

  const floor = async (matches: number, rates: Rates) =>
    runs.isInTime(await runs.add({ variant: "floor", matches, seconds, ramp: RAMP, rates }));
  // What is late does less than it should.
  const ours = runs.list.filter((run) => run.variant === "quickpong" && runs.isInTime(run));
  const compared = ours.filter((run) => sizes.includes(run.matches));
  for (const run of compared) await floor(run.matches, ratesOf(run));
  const last = compared.at(-1);
  if (!last) return;
  const more = FLOOR_MATCHES.filter((matches) => matches > last.matches);
  await grow(more, (matches) => floor(matches, ratesOf(last)), last.matches);
}

function ratesOf(run: Run): Rates {
  return {
    downFrames: run.downFramesPerSecond,
    upFrames: run.upFramesPerSecond,
    downSize: run.downBytesPerSecond / run.downFramesPerSecond,
    upSize: run.upBytesPerSecond / run.upFramesPerSecond,
  };
}
