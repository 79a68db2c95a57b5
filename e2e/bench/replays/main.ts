/** `npm run bench:replays`: whether games that are recorded and stored are the same when they are played again. */

import { readArguments, readWhole, UsageError } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import type { Checked } from "./check.ts";
import { bytesOfFourMinutes, checkGoldens, checkOldRules, checkRooms } from "./games.ts";
import { drawPictures } from "./pictures.ts";
import { recordingCost } from "./recording-cost.ts";
import { figuresOf, isPassed, toText } from "./report.ts";
import { measureSeeks } from "./seeks.ts";

const USAGE = `npm run bench:replays -- [options]

  --matches N     games of bots on a virtual network, beside the recorded ones (default 10000)
  --quick         300 of them, in less than a minute
  --json FILE     writes the figures there as well
`;
const USUAL = 10_000;
const QUICK = 300;
/** The first room's. */
const SEED = 1;
/** Of games that were not the same so many are told. */
const TOLD = 5;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      matches: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.quick && values.matches !== undefined) {
    throw new UsageError("--quick has its own number of matches");
  }
  const usual = values.quick ? QUICK : USUAL;
  const matches = readWhole("--matches", values.matches ?? String(usual), 1, 1_000_000);
  if (values.json !== undefined) checkWritable(values.json);
  // First, while nothing else has made the code slower.
  const { without, more } = recordingCost();
  const checked = [...checkGoldens(), ...checkRooms(SEED, matches)];
  tellWrong(checked);
  const rest = { bytesFourMinutes: bytesOfFourMinutes(), oldRules: checkOldRules() };
  const figures = figuresOf(checked, drawPictures(), measureSeeks(), rest);
  console.log(toText(figures));
  const cost = `${more.toFixed(1)} us of CPU a match-second beside ${without.toFixed(0)}`;
  console.log(`recording, without what is sent: ${cost}`);
  if (values.json !== undefined) writeJson(values.json, figures);
  if (!isPassed(figures)) process.exitCode = 1;
});

function tellWrong(checked: readonly Checked[]): void {
  for (const { wrong } of checked.filter((each) => each.wrong !== undefined).slice(0, TOLD)) {
    console.error(wrong);
  }
}
