/** `npm run bench:frames`: what a frame of a match costs in script, on the screen and in processor time. */

import { launchBrowser } from "../../docs-tools/stage-hands.ts";
import { quietest } from "../../lib/cpu-steal.ts";
import { describeMachine } from "../../lib/machine.ts";
import { readArguments, readChoice, readNumber } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { startServer } from "../../lib/start-server.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { type FrameOptions, type FrameRun, measureFrames, type Scene } from "./measure.ts";

const USAGE = `npm run bench:frames -- [options]

  --seconds S      measured time of each run (default 10)
  --renderer NAME  canvas or webgl, instead of what the page chooses
  --patient S      wait up to S seconds for each measurement until nothing else uses the machine
  --json FILE      write what was measured as JSON
`;
const RENDERERS = ["canvas", "webgl"] as const;
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

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      seconds: { type: "string", default: "10" },
      renderer: { type: "string" },
      patient: { type: "string", default: "0" },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const { renderer, json } = values;
  const options = {
    seconds: readNumber("--seconds", values.seconds, 1, 3600),
    renderer: renderer === undefined ? null : readChoice("--renderer", renderer, RENDERERS),
  };
  if (json !== undefined) checkWritable(json);
  await main(options, 1000 * readNumber("--patient", values.patient, 0, 3600), json);
});

async function main(
  options: Omit<FrameOptions, "effects">,
  patience: number,
  json: string | undefined,
): Promise<void> {
  const machine = describeMachine();
  const server = await startServer();
  const runs: FrameRun[] = [];
  try {
    for (const scene of SCENES) {
      for (const effects of ["full", "plain"] as const) {
        const once = async () => {
          const browser = await launchBrowser();
          return measureFrames(browser, server.url, scene, { ...options, effects }).finally(() =>
            browser.close(),
          );
        };
        runs.push(await quietest(patience, once, ({ othersCpuShare }) => othersCpuShare));
        if (json !== undefined) writeJson(json, { machine, runs });
      }
    }
  } finally {
    await server.stop();
  }
  console.table(runs.map(show));
}

function show(run: FrameRun): Record<string, string | number> {
  return {
    window: run.name,
    effects: run.effects,
    fps: run.framesPerSecond.toFixed(1),
    "frame p50, p95 (ms)": `${run.intervalP50.toFixed(1)}, ${run.intervalP95.toFixed(1)}`,
    "script p50, p95 (ms)": `${run.scriptP50.toFixed(1)}, ${run.scriptP95.toFixed(1)}`,
    "late (%)": (100 * run.lateShare).toFixed(1),
    "CPU page, drawing (ms)": `${run.pageCpuMs.toFixed(1)}, ${run.drawingCpuMs.toFixed(1)}`,
    "others (cores)": run.othersCpuShare.toFixed(2),
  };
}
