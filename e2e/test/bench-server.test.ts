import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { measure, type Run } from "../bench/server/measure.ts";
import { Runs } from "../bench/server/runs.ts";
import { OTHERS_MAX, quietest } from "../lib/cpu-steal.ts";

const RATES = { downFrames: 10, upFrames: 5, downSize: 30, upSize: 8 };

describe("results in a file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "quickpong-bench-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("are refused before anything is measured when it can't be written", () => {
    expect(() => new Runs(0, join(folder, "missing/server.json"))).toThrow("ENOENT");
  });

  test("are there after every run, and what was there before until then", async () => {
    const file = join(folder, "server.json");
    writeFileSync(file, "old");
    const runs = new Runs(0, file);
    expect(readFileSync(file, "utf8")).toBe("old");
    const short = { matches: 1, seconds: 0.2, ramp: 100 };
    // Without its rates the floor can't be measured.
    expect(await runs.add({ variant: "floor", ...short })).toBeUndefined();
    expect(readFileSync(file, "utf8")).toBe("old");
    for (const count of [1, 2]) {
      await runs.add({ variant: "floor", ...short, rates: RATES });
      const { runs: written } = JSON.parse(readFileSync(file, "utf8")) as { runs: Run[] };
      expect(written).toHaveLength(count);
    }
  });
});

test("the quietest of several measurements is taken", async () => {
  const others = [1, 0.5, 0.8];
  let n = 0;
  const loud = await quietest(
    0,
    async () => others[n++] as number,
    (share) => share,
  );
  expect([loud, n]).toEqual([1, 1]);
  const quiet = await quietest(
    0,
    async () => OTHERS_MAX,
    (share) => share,
  );
  expect(quiet).toBe(OTHERS_MAX);
});

describe("a measurement of", () => {
  test.concurrent("our server", async ({ expect }) => {
    const ours = await measure({ variant: "quickpong", matches: 5, seconds: 2, ramp: 100 });
    expect(ours).toMatchObject({ variant: "quickpong", matches: 5, trouble: 0 });
    expect(ours.cpuMicrosPerMatchSecond).toBeGreaterThan(0);
    expect(ours.tickLatenessMsP99).toBeGreaterThan(0);
    expect(ours.downFramesPerSecond).toBeGreaterThan(1);
    expect(ours.bytesMemoryPerMatch).toBeGreaterThan(0);
  });

  test.concurrent("the usual way: 20 patches down and 60 inputs up", async ({ expect }) => {
    const usual = await measure({ variant: "usual", matches: 5, seconds: 2, ramp: 100 });
    expect(usual.trouble).toBe(0);
    expect(usual.downFramesPerSecond).toBeGreaterThan(5);
    expect(usual.downFramesPerSecond).toBeLessThan(22);
    expect(usual.upFramesPerSecond).toBeGreaterThan(35);
    expect(usual.upFramesPerSecond).toBeLessThan(66);
  });

  test.concurrent("the floor: the frames that it was told to send", async ({ expect }) => {
    const floor = await measure({
      variant: "floor",
      matches: 5,
      seconds: 2,
      ramp: 100,
      rates: RATES,
    });
    expect(floor.trouble).toBe(0);
    expect(floor.downFramesPerSecond).toBeGreaterThan(6);
    expect(floor.downFramesPerSecond).toBeLessThan(12);
    expect(floor.downBytesPerSecond / floor.downFramesPerSecond).toBeCloseTo(30, 1);
    expect(floor.upFramesPerSecond).toBeGreaterThan(3);
    expect(floor.upFramesPerSecond).toBeLessThan(6);
  });
});
