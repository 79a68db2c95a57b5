/** `npm run bench:bots`: how the bots stand to each other, the first to a child and the last to an expert. */
import { PRESET_NAMES, PRESETS } from "@quickpong/shared/presets.ts";
import { readArguments, readChoice, readWhole, UsageError } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { LADDER, stand } from "./ladder.ts";
import { rowOf, toJson, toText } from "./report.ts";
import { tune } from "./tune.ts";

const USAGE = `npm run bench:bots -- [options]

  --matches N     of each pairing (default 400)
  --quick         40 of each, in less than a minute
  --rules NAME    one of ${PRESET_NAMES.join(", ")} (default quickpong)
  --json FILE     writes the figures there as well
  --tune          looks for the strengths that make the ladder even, and prints them for bot-minds.ts
`;
const USUAL = 400;
const QUICK = 40;
const ROUNDS = 10;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      matches: { type: "string" },
      quick: { type: "boolean", default: false },
      rules: { type: "string", default: "quickpong" },
      json: { type: "string" },
      tune: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.quick && values.matches !== undefined) {
    throw new UsageError("--quick has its own number of matches");
  }
  const usual = values.quick || values.tune ? QUICK : USUAL;
  const matches = readWhole("--matches", values.matches ?? String(usual), 1, 100_000);
  const rules = PRESETS[readChoice("--rules", values.rules, PRESET_NAMES)];
  if (values.json !== undefined) checkWritable(values.json);
  if (values.tune) {
    const strengths = tune(rules, ROUNDS, matches, (round, now, standings) =>
      console.log(
        round + 1,
        ...Object.values(now).map((s) => s.toFixed(2)),
        "|",
        ...standings.map(rowOf),
      ),
    );
    return console.log(strengths);
  }
  const standings = LADDER.map((pair) => stand(rules, pair, matches));
  console.log(toText(standings));
  if (values.json !== undefined) writeJson(values.json, toJson(standings, matches));
});
