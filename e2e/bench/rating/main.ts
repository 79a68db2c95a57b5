/** `npm run bench:rating`: how soon ratings are right on a new server, what boosting brings, and on
 * which place of the leaderboard. */
import { readArguments, readWhole, UsageError } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { comparePlaces } from "./places.ts";
import { PLAYERS, SPREAD } from "./population.ts";
import { compareGains, comparePopulations, toJson, toText } from "./report.ts";

const USAGE = `npm run bench:rating -- [options]

  --repeats N     populations of ${PLAYERS} players, whose strength spreads by ${SPREAD} (default 12)
  --quick         2 of them
  --json FILE     writes the figures there as well
`;
const USUAL = 12;
const QUICK = 2;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      repeats: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.quick && values.repeats !== undefined) {
    throw new UsageError("--quick has its own number of repeats");
  }
  const usual = values.quick ? QUICK : USUAL;
  const repeats = readWhole("--repeats", values.repeats ?? String(usual), 1, 1000);
  if (values.json !== undefined) checkWritable(values.json);
  const courses = comparePopulations(repeats);
  const gains = compareGains();
  const places = comparePlaces();
  console.log(toText(courses, gains, places));
  if (values.json !== undefined) writeJson(values.json, toJson(courses, gains, places));
});
