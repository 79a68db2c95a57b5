/** The chaos run itself: its figures and rows, and a few faults against a real server. */
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomFrom } from "@quickpong/shared/random.ts";
import { expect, test } from "vitest";
import { atLeast, atMost, type Fault, type Finding, findingOf, holds } from "../chaos/finding.ts";
import { fuzzedFrame } from "../chaos/fuzz.ts";
import { inTop } from "../lib/paths.ts";

const fault: Fault = { name: "a fault", guarantee: "Nothing happens.", play: async () => [] };

test("a figure holds up to its limit, and never when it is no number", () => {
  expect([atMost("x", 5, 5), atLeast("x", 5, 5)].map(holds)).toEqual([true, true]);
  expect([atMost("x", 6, 5), atLeast("x", 4, 5)].map(holds)).toEqual([false, false]);
  expect([atMost("x", Number.NaN, 5), atLeast("x", Number.NaN, 5)].map(holds)).toEqual([
    false,
    false,
  ]);
});

test("a row shows every figure beside its limit; one that does not hold spoils it", () => {
  expect(findingOf(fault, [atMost("late", 1.234, 50, "ms"), atLeast("told", 1, 2)])).toEqual({
    name: "a fault",
    guarantee: "Nothing happens.",
    figure: "late 1.23 <= 50 ms; told 1 >= 2",
    held: false,
  });
  expect(findingOf(fault, []).held).toBe(false);
});

test("fuzzed frames are the same for the same seed, and never a farewell", () => {
  const frames = (seed: number) => {
    const random = randomFrom(seed);
    return Array.from({ length: 5000 }, () => fuzzedFrame(random));
  };
  expect(frames(3)).toEqual(frames(3));
  expect(frames(4).some((frame) => frame.length === 1 && frame[0] === 12)).toBe(false);
});

test("faults are played against a real server, and the report says so", async () => {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-chaos-"));
  const json = join(folder, "chaos.json");
  // One of each kind that other tests don't have: bytes, options, limits, memory, exceptions, the end.
  const only = "WebSocket,strange,below,slow reader,stolen,in a step,SIGTERM";
  const args = ["--quick", "--only", only, "--json", json];
  const child = spawn(process.execPath, [inTop("e2e/chaos/main.ts"), ...args]);
  let output = "";
  child.stdout.on("data", (data) => {
    output += data;
  });
  const status = await new Promise((resolve) => child.on("close", resolve));
  const { faults } = JSON.parse(readFileSync(json, "utf8")) as { faults: Finding[] };
  rmSync(folder, { recursive: true });
  expect(
    faults.filter(({ held }) => !held),
    output,
  ).toEqual([]);
  expect(faults).toHaveLength(7);
  expect(status).toBe(0);
});
