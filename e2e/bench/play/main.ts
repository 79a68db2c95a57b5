/** `npm run bench:play`: what the rules make of people of four skills, on the real simulation. */
import { PRESET_NAMES, PRESETS } from "@quickpong/shared/presets.ts";
import { readArguments, readChoice, readWhole, UsageError } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { playAiming, playPairings } from "./plan.ts";
import { toJson, toText } from "./report.ts";

const USAGE = `npm run bench:play -- [options]

  --matches N     of each pairing (default 1000); about six minutes
  --quick         60 of each, in less than a minute
  --rules NAME    one of ${PRESET_NAMES.join(", ")} (default quickpong)
  --json FILE     writes the figures there as well
`;
const USUAL = 1000;
const QUICK = 60;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      matches: { type: "string" },
      quick: { type: "boolean", default: false },
      rules: { type: "string", default: "quickpong" },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.quick && values.matches !== undefined) {
    throw new UsageError("--quick has its own number of matches");
  }
  const usual = values.quick ? QUICK : USUAL;
  const matches = readWhole("--matches", values.matches ?? String(usual), 1, 100_000);
  const rules = PRESETS[readChoice("--rules", values.rules, PRESET_NAMES)];
  if (values.json !== undefined) checkWritable(values.json);
  const pairings = playPairings(rules, matches);
  const aiming = playAiming(rules, matches);
  console.log(toText(pairings, aiming));
  if (values.json !== undefined) writeJson(values.json, toJson(pairings, aiming));
});
