/** `npm run bench:frames`: what a frame of a match costs in script, on the screen and in processor time. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeMachine } from "../../tools/machine.ts";
import { quietest } from "../../tools/quiet.ts";
import { launchBrowser } from "../../tools/stage-hands.ts";
import { startServer } from "../../tools/start-server.ts";
import { type FrameRun, measureFrames, type Scene } from "./measure.ts";

const USAGE = `npm run bench:frames -- [options]

  --seconds S      measured time of each run (default 10)
  --renderer NAME  canvas or webgl, instead of what the page chooses
  --patient S      wait up to S seconds for each measurement until nothing else uses the machine
  --json FILE      write what was measured as JSON
`;
const SCENES: readonly Scene[] = [
  { name: "960 x 540", context: { viewport: { width: 960, height: 540 } }, slower: 1 },
  {
    name: "phone, 390 x 844 x 2, processor 4 x slower",
    context: {
      viewport: { width: 390, height: 844 },
      deviceScaleFactor: 2,
      hasTouch: true,
      isMobile: true,
    },
    slower: 4,
  },
];

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    renderer: { type: "string" },
    patient: { type: "string", default: "0" },
    json: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const renderer: "webgl" | "canvas" | null =
  values.renderer === "webgl" || values.renderer === "canvas" ? values.renderer : null;

const show = (run: FrameRun): Record<string, string | number> => ({
  window: run.name,
  effects: run.effects,
  fps: run.framesPerSecond.toFixed(1),
  "frame p50, p95 (ms)": `${run.intervalP50.toFixed(1)}, ${run.intervalP95.toFixed(1)}`,
  "script p50, p95 (ms)": `${run.scriptP50.toFixed(1)}, ${run.scriptP95.toFixed(1)}`,
  "late (%)": (100 * run.lateShare).toFixed(1),
  "CPU page, drawing (ms)": `${run.pageCpuMs.toFixed(1)}, ${run.drawingCpuMs.toFixed(1)}`,
  "others (cores)": run.othersCpuShare.toFixed(2),
});

async function main(): Promise<void> {
  const machine = describeMachine();
  const server = await startServer();
  const runs: FrameRun[] = [];
  try {
    for (const scene of SCENES) {
      for (const effects of ["full", "plain"] as const) {
        const options = { seconds: Number(values.seconds), effects, renderer };
        const once = async () => {
          const browser = await launchBrowser();
          return measureFrames(browser, server.url, scene, options).finally(() => browser.close());
        };
        const patience = 1000 * Number(values.patient);
        runs.push(await quietest(patience, once, ({ othersCpuShare }) => othersCpuShare));
      }
    }
  } finally {
    await server.stop();
  }
  console.table(runs.map(show));
  if (values.json) writeFileSync(values.json, `${JSON.stringify({ machine, runs }, null, 2)}\n`);
}

if (values.help) console.log(USAGE);
else await main();
process.exit();
