/** `npm run bots -- --arena CODE`: bots in a competition, and a report of it. */
import { writeFileSync } from "node:fs";
import { describeMachine } from "../../lib/machine.ts";
import { COMPETING_USAGE, readCompetingOptions } from "./options.ts";
import { type CompetingReport, runCompeting } from "./run.ts";

/** Runs what the arguments say; returns the process's exit code. Throws a UsageError. */
export async function competingMain(args: readonly string[], signal: AbortSignal): Promise<number> {
  const options = readCompetingOptions(args);
  if (!options) {
    console.log(COMPETING_USAGE);
    return 0;
  }
  const report = await runCompeting(options, console.log, signal);
  console.log(`\n${linesOf(report).join("\n")}`);
  if (options.json !== undefined) {
    const result = { ...report, machine: describeMachine(), options: args };
    writeFileSync(options.json, `${JSON.stringify(result, null, 2)}\n`);
  }
  const faults = faultsOf(report);
  for (const fault of faults) console.log(`FAILED: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

function linesOf(report: CompetingReport): string[] {
  const { kind, entrants, dropped, seconds, first, log } = report;
  const lines = [`${kind} of ${entrants} bots, ${dropped} of whom dropped out, in ${seconds} s`];
  if (first !== "") lines.push(`first: ${first}`);
  if (!log) return lines;
  const { outcomes, waitSecondsP50, waitSecondsP99 } = log;
  const how = Object.entries(outcomes).map(([each, count]) => `${each} ${count}`);
  return [
    ...lines,
    `matches called: ${log.called} (${how.join(", ")})`,
    `waiting (s): p50 ${shown(waitSecondsP50)}, p99 ${shown(waitSecondsP99)}`,
    `events in the log: ${log.events}, taken on again ${log.restarts} times`,
    `double pairings: ${log.doublePairings + report.doubleSeats}, stuck: ${log.stuck}`,
    `points equal the log's: ${log.pointsEqual ? "yes" : "no"}`,
  ];
}

const shown = (seconds: number | null): string => seconds?.toFixed(1) ?? "-";

/** What must never be. */
function faultsOf({ log, interrupted, doubleSeats, wrongPairs }: CompetingReport): string[] {
  const faults: [boolean, string][] = [
    [doubleSeats > 0, "a seat came to somebody who was playing"],
    [wrongPairs > 0, "two sat together who were told of others"],
    [log !== null && log.doublePairings > 0, "somebody was called to two matches"],
    [log !== null && log.stuck > 0, "somebody waited in vain"],
    [log !== null && !log.pointsEqual, "the points are not what the results make of them"],
    [log !== null && !interrupted && !log.ended, "it did not end"],
  ];
  return faults.filter(([isSo]) => isSo).map(([, text]) => text);
}
