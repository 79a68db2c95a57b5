/**
 * The whole suite: type check, lint and format, the client's build, the tests in Node, the tests in
 * a real browser. Everything runs, whatever failed before, and the last line is the sum.
 *
 * `--fast` leaves out what needs a browser.
 */
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { provideEngines } from "../lib/browser-engines.ts";
import { CHROMIUM_VARIABLE } from "../lib/find-chromium.ts";
import { provideChromium } from "../lib/install-chromium.ts";
import { inTop, PLAYWRIGHT_CLI, toolPath, VITEST_CLI } from "../lib/paths.ts";
import { run } from "../lib/run-command.ts";
import {
  type Count,
  complaints,
  countPlaywright,
  countVitest,
  type PlaywrightReport,
  type Tiers,
  total,
  type VitestReport,
} from "./count-reports.ts";

const BROWSER = "browser";
const NODE_TIERS = ["shared", "client", "server", "e2e"];

const fast = process.argv.includes("--fast");
const reports = inTop(".cache", `reports-${process.pid}`);
const tiers: Tiers = new Map();
/** Everything but failed tests that makes the run a failure. */
const problems: string[] = [];

const node = (tool: string, args: string[], env: Record<string, string> = {}): Promise<number> =>
  run(process.execPath, [tool, ...args], env);

const inWords = ({ passed, failed, skipped }: Omit<Count, "seconds">): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

async function step(name: string, work: () => Promise<number>): Promise<boolean> {
  console.log(`\n== ${name}`);
  const begin = performance.now();
  const status = await work();
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(status === 0 ? `-- ${name}: ok, ${seconds} s` : `-- ${name}: FAILED, ${seconds} s`);
  if (status !== 0) problems.push(`${name} failed`);
  return status === 0;
}

/** A runner's exit status counts only when its own report doesn't explain it already. */
async function tier<T>(
  name: string,
  work: (report: string) => Promise<number>,
  count: (r: T) => void,
) {
  console.log(`\n== ${name}`);
  const file = join(reports, `${name.replaceAll(" ", "-")}.json`);
  const before = total(tiers).failed;
  const status = await work(file);
  try {
    count(JSON.parse(readFileSync(file, "utf8")) as T);
  } catch (error) {
    problems.push(`${name}: no report (${String(error)})`);
    return;
  }
  if (status !== 0 && total(tiers).failed === before)
    problems.push(`${name}: exit status ${status}`);
}

function nodeTests(): Promise<void> {
  const args = ["run", "--allowOnly=false", "--reporter=default", "--reporter=json"];
  const env: Record<string, string> = process.stdout.isTTY ? {} : { NO_COLOR: "1" };
  return tier<VitestReport>(
    "tests in Node",
    (report) => node(VITEST_CLI(), [...args, `--outputFile.json=${report}`], env),
    (report) => countVitest(report, inTop(), tiers),
  );
}

function browserTests(chromium: string): Promise<void> {
  const args = ["test", "--config", inTop("e2e/playwright.config.ts"), "--forbid-only"];
  return tier<PlaywrightReport>(
    "tests in a browser",
    (report) =>
      node(PLAYWRIGHT_CLI(), [...args, "--reporter=list,json"], {
        [CHROMIUM_VARIABLE]: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      }),
    (report) => countPlaywright(report, BROWSER, tiers),
  );
}

async function browserPart(): Promise<void> {
  const built = await step("build", () => node(inTop("e2e/dev/build-client.ts"), []));
  try {
    const { path } = provideChromium();
    provideEngines();
    // Without a client there is nothing to look at; the empty tier is then one more failure.
    if (built) await browserTests(path);
  } catch (error) {
    problems.push(String(error));
  }
}

async function main(): Promise<void> {
  mkdirSync(reports, { recursive: true });
  await step("types", () => node(toolPath(".", "typescript", "bin/tsc"), ["-b"]));
  await step("lint and format", () =>
    node(toolPath(".", "@biomejs/biome", "bin/biome"), ["check", "--error-on-warnings"]),
  );
  await nodeTests();
  if (!fast) await browserPart();
  rmSync(reports, { recursive: true, force: true });

  const wanted = fast ? NODE_TIERS : [...NODE_TIERS, BROWSER];
  problems.push(...complaints(tiers, wanted, process.env["CI"] !== "true"));
  console.log("");
  for (const [name, count] of tiers)
    console.log(`${name}: ${inWords(count)}, ${count.seconds.toFixed(0)} s of tests`);
  for (const problem of problems) console.log(`PROBLEM: ${problem}`);
  const sum = total(tiers);
  sum.failed += problems.length;
  console.log(inWords(sum));
  process.exitCode = sum.failed === 0 ? 0 : 1;
}

await main();
