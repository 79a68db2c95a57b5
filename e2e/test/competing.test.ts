/** Bots in competitions against a real server: an arena of 64 that is killed in the middle, a cup that a quarter drops out of. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { inTop } from "../lib/paths.ts";
import { readCompetingOptions } from "../load/competing/options.ts";
import type { CompetingReport } from "../load/competing/run.ts";

const folder = mkdtempSync(join(tmpdir(), "quickpong-competing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The report of a run, which failed in nothing that must never be. */
async function report(name: string, args: string): Promise<CompetingReport> {
  const json = join(folder, `${name}.json`);
  const command = [inTop("e2e/load/main.ts"), ...args.split(" "), "--json", json];
  const child = spawn(process.execPath, command);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      output += chunk;
    });
  const status = await new Promise((resolve) => child.on("close", resolve));
  expect(status, output).toBe(0);
  return JSON.parse(readFileSync(json, "utf8")) as CompetingReport;
}

test.concurrent("ARENA-1, COMPETE-2, COMPETE-8: 64 bots play an arena whose server is killed in the middle", async () => {
  const { log, doubleSeats, wrongPairs } = await report(
    "arena",
    "--arena new --entrants 64 --seconds 50 --restart",
  );
  expect([doubleSeats, wrongPairs]).toEqual([0, 0]);
  expect(log).toMatchObject({
    restarts: 1,
    doublePairings: 0,
    stuck: 0,
    pointsEqual: true,
    ended: true,
  });
  expect(log?.called).toBeGreaterThanOrEqual(64);
  expect(log?.waitSecondsP50).toBeLessThan(5);
  expect(log?.waitSecondsP99).toBeLessThan(20);
}, 240_000);

test.concurrent("CUP-2: a cup goes to its end although a quarter drop out", async () => {
  const { log, first, dropped } = await report(
    "cup",
    "--cup new --entrants 4 --points 3 --drop-out 25%",
  );
  expect(dropped).toBe(1);
  expect(first).not.toBe("");
  expect(log).toMatchObject({ doublePairings: 0, pointsEqual: true, ended: true });
}, 400_000);

test("what can't be is refused with a sentence", () => {
  const refuses = (args: string, words: string) =>
    expect(() => readCompetingOptions(args.split(" "))).toThrow(words);
  refuses("--arena new --cup new", "expected one of --arena, --cup, --crowd");
  refuses("--arena BCDFGH", "a server that is started here has no such code");
  refuses("--arena new --url http://localhost:1 --restart", "only a server that is started here");
  refuses("--crowd new --entrants 33", "from 1 to 32");
  refuses("--arena new --points 4", "expected one of 3, 7, 11, 21");
  expect(readCompetingOptions(["--help", "--cup", "new"])).toBe(null);
});
