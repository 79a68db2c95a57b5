/** `npm run bench:server`: our server, the usual way, and a bare `ws` broadcast, side by side. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeMachine } from "../../tools/machine.ts";
import { quietest } from "../../tools/quiet.ts";
import type { Rates } from "./floor/frames.ts";
import { grow } from "./growth.ts";
import { type MeasureOptions, measure, type Run, type Variant } from "./measure.ts";
import { capacity, lateAt, RUN_HEADER, ratioLines, runLine } from "./table.ts";

const USAGE = `npm run bench:server -- [options]

  --quick          200 matches of each variant for 10 s, in under 50 s
  --matches LIST   numbers of matches for our server (default 100,500,1000,1500,2000,3000, until late)
  --seconds S      measured time of each run (default 20)
  --patient S      wait up to S seconds for each measurement until nothing else uses the machine
  --json FILE      write what was measured as JSON
`;
const QUICK = { matches: 200, seconds: 10, ramp: 400 };
const RAMP = 400;
/** The usual way is late long before the others. */
const USUAL_MATCHES = [50, 100, 200, 300, 400, 600, 800];

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    matches: { type: "string", default: "100,500,1000,1500,2000,3000,4000" },
    seconds: { type: "string", default: "20" },
    patient: { type: "string", default: "0" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) console.log(USAGE);
else await main();
process.exit();

async function main(): Promise<void> {
  const machine = describeMachine();
  const runs: Run[] = [];
  const add = async (options: MeasureOptions): Promise<Run> => {
    const patience = 1000 * Number(values.patient);
    const run = await quietest(
      patience,
      () => measure(options),
      (found) => found.othersCpuShare,
    );
    runs.push(run);
    console.log(runLine(run));
    return run;
  };
  console.log(RUN_HEADER);
  if (values.quick) {
    const ours = await add({ variant: "quickpong", ...QUICK });
    await add({ variant: "usual", ...QUICK });
    await add({ variant: "floor", ...QUICK, rates: ratesOf(ours) });
  } else await growth(add);
  console.log(`\n${ratioLines(runs).join("\n")}`);
  const matchesPerCore = Object.fromEntries(
    (["quickpong", "usual", "floor"] as const).map((variant) => [variant, capacity(runs, variant)]),
  );
  if (values.json) {
    const result = { machine, runs, matchesPerCore };
    writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
  }
}

/** Ours and the usual way up to where they are late; the floor with as many matches as ours. */
async function growth(add: (options: MeasureOptions) => Promise<Run>): Promise<void> {
  const seconds = Number(values.seconds);
  const attempt = (variant: Variant, rates?: Rates) => async (matches: number) => {
    try {
      const options = { variant, matches, seconds, ramp: RAMP };
      return await add(rates ? { ...options, rates } : options);
    } catch (error) {
      console.log(`${variant} ${matches}: ${(error as Error).message}`);
      return undefined;
    }
  };
  const sizes = values.matches.split(",").map(Number);
  const ours = new Map<number, Run>();
  const ourAttempt = attempt("quickpong");
  await grow(sizes, async (matches) => {
    const run = await ourAttempt(matches);
    if (run) ours.set(matches, run);
    return run;
  });
  await grow(USUAL_MATCHES, attempt("usual"));
  for (const [matches, run] of ours) {
    // What is late does less than it should.
    if (sizes.includes(matches) && !lateAt(run)) await attempt("floor", ratesOf(run))(matches);
  }
}

function ratesOf(run: Run): Rates {
  return {
    downFrames: run.downFramesPerSecond,
    upFrames: run.upFramesPerSecond,
    downSize: run.downBytesPerSecond / run.downFramesPerSecond,
    upSize: run.upBytesPerSecond / run.upFramesPerSecond,
  };
}
