/**
 * `npm run docs:performance`: writes docs/performance.md from what was measured and kept in
 * docs/measured/. With `--measure` it measures anew first, which wants the machine to itself.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { readArguments, readChoice, UsageError } from "../lib/options.ts";
import { inTop, toolPath } from "../lib/paths.ts";
import { run } from "../lib/run-command.ts";
import { runProgram } from "../lib/run-program.ts";
import { MEASUREMENTS, replace } from "./measurements.ts";
import { type Measured, performancePage } from "./performance-page.ts";

const NAMES = Object.keys(MEASUREMENTS) as (keyof Measured)[];
const USAGE = `npm run docs:performance -- [--measure [NAME ...]]

Measures everything anew, in more than half an hour, or only what is named: ${NAMES.join(", ")}.
What fails leaves the figures as they were.
`;
const FOLDER = inTop("docs/measured");
const BIOME = toolPath(".", "@biomejs/biome", "bin/biome");

const fileOf = (name: string): string => `${FOLDER}/${name}.json`;

await runProgram(USAGE, async () => {
  const { values, positionals } = readArguments({
    options: {
      measure: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
    allowPositionals: true,
  });
  if (values.help) return console.log(USAGE);
  const named = positionals.map((name) => readChoice("--measure", name, NAMES));
  if (!values.measure && named.length > 0) throw new UsageError("names go with --measure");
  const wanted = values.measure && named.length === 0 ? NAMES : named;
  const failed = await measureAll(wanted);
  await write();
  if (failed.length > 0) throw new Error(`not measured anew: ${failed.join(", ")}`);
});

/** Measures one after the other; those that failed. */
async function measureAll(names: readonly (keyof Measured)[]): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const failed: string[] = [];
  for (const name of names) {
    console.log(`\n== ${name}`);
    if (!(await replace(fileOf(name), name, MEASUREMENTS[name]))) failed.push(name);
  }
  return failed;
}

async function write(): Promise<void> {
  // Kept in the repository, so it has to look like everything else there.
  const status = await run(process.execPath, [BIOME, "format", "--write", FOLDER]);
  if (status !== 0) throw new Error(`the figures in ${FOLDER} can't be formatted`);
  const kept = NAMES.filter((name) => existsSync(fileOf(name)));
  const measured = Object.fromEntries(
    kept.map((name) => [name, JSON.parse(readFileSync(fileOf(name), "utf8"))]),
  ) as Measured;
  writeFileSync(inTop("docs/performance.md"), performancePage(measured));
  console.log("docs/performance.md is written.");
}
