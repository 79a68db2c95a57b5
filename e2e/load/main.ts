/** `npm run bots`: plays matches against a server and reports how it went. */
import { closeSync, openSync, writeFileSync } from "node:fs";
import { describeMachine } from "../lib/machine.ts";
import { UsageError } from "../lib/options.ts";
import { competingMain } from "./competing/main.ts";
import { COMPETING_USAGE, isCompeting } from "./competing/options.ts";
import { type BotsOptions, readOptions, USAGE } from "./options.ts";
import { progressOn } from "./progress.ts";
import { reportPage } from "./report-page.ts";
import { reportLines } from "./report-text.ts";
import { runBots } from "./run.ts";
import { failures } from "./thresholds.ts";

/** npm passes on a Ctrl-C that the terminal has sent to all; within this (ms) it is the same one. */
const SAME_SIGNAL = 200;

const end = new AbortController();
// A reader that stops, as `head` after its lines, wants no more of it.
for (const out of [process.stdout, process.stderr]) out.on("error", () => end.abort());

try {
  const args = process.argv.slice(2);
  if (isCompeting(args)) {
    endOnSignals();
    process.exitCode = await competingMain(args, end.signal);
  } else {
    const options = readOptions(args);
    if (options) await main(options);
    else console.log(`${USAGE}\n${COMPETING_USAGE}`);
  }
} catch (error) {
  const usage = isCompeting(process.argv) ? COMPETING_USAGE : USAGE;
  console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : error);
  process.exitCode = 1;
}
// Connections that are still closing must not keep a finished run alive.
process.exit();

async function main(options: BotsOptions): Promise<void> {
  // The SDK tells the console about every reconnection; the report counts them.
  console.info = () => {};
  console.warn = () => {};
  for (const file of [options.json, options.html]) tryFile(file);
  endOnSignals();
  const kind = options.light ? "light" : "full";
  const where = options.url ?? "a server of their own";
  console.log(`${2 * options.matches} ${kind} clients at ${where}, for ${options.seconds} s`);
  const machine = describeMachine();
  const progress = progressOn(process.stdout);
  const moment = progress.show;
  const ran = await runBots(options, { moment, signal: end.signal });
  const { report } = ran;
  progress.end();
  if (report.interrupted) console.log("Interrupted; this is the report so far.");
  console.log(`\n${reportLines(report).join("\n")}`);
  const failed = failures(report, options.thresholds);
  for (const failure of failed) console.log(`FAILED: ${failure}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
  const result = { ...report, machine, options: process.argv.slice(2) };
  keep(options.json, () => `${JSON.stringify(result, null, 2)}\n`);
  keep(options.html, () => reportPage(ran));
}

/** Throws a UsageError when the file could not be written: better now than after the run. */
function tryFile(file: string | undefined): void {
  if (file === undefined) return;
  try {
    closeSync(openSync(file, "a"));
  } catch (error) {
    throw new UsageError(`Cannot write to ${file}: ${(error as Error).message}`);
  }
}

/** Writes a file; one that fails after all does not keep the others from being written. */
function keep(file: string | undefined, text: () => string): void {
  if (file === undefined) return;
  try {
    writeFileSync(file, text());
  } catch (error) {
    console.error(`Cannot write to ${file}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}

/** The first signal ends the run. Who asks twice does not want a report. */
function endOnSignals(): void {
  let since: number | undefined;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      since ??= performance.now();
      if (performance.now() - since > SAME_SIGNAL) process.exit(1);
      end.abort();
    });
  }
}
