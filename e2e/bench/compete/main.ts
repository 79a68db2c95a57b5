/** `npm run bench:compete`: thousands of simulated arenas, cups and rooms for a crowd, in which much goes wrong. */
import { readArguments, readWhole, UsageError } from "../../lib/options.ts";
import { runProgram } from "../../lib/run-program.ts";
import { checkWritable, writeJson } from "../json-file.ts";
import { faultsOf, toJson, toText } from "./report.ts";
import { playMany } from "./run.ts";

const USAGE = `npm run bench:compete -- [options]

  --competitions N  arenas and cups, half of each, and a tenth as many rooms for a crowd (default 10000)
  --quick           2000 of them
  --json FILE       writes the figures there as well

Fails when one never ends, when somebody is in two matches, when points or states are not the fold of the log, and
when arenas let entrants wait for too long.
`;
const USUAL = 10_000;
const QUICK = 2000;

await runProgram(USAGE, async () => {
  const { values } = readArguments({
    options: {
      competitions: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values.quick && values.competitions !== undefined) {
    throw new UsageError("--quick has its own number of competitions");
  }
  const usual = String(values.quick ? QUICK : USUAL);
  const all = readWhole("--competitions", values.competitions ?? usual, 20, 1_000_000);
  if (values.json !== undefined) checkWritable(values.json);
  const each = Math.ceil(all / 2);
  const counts = { arena: each, cup: each, winnerStays: Math.ceil(all / 10) };
  const totals = await playMany(counts);
  console.log(toText(totals));
  if (values.json !== undefined) writeJson(values.json, toJson(totals));
  const faults = faultsOf(totals);
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
});
