import { describe, expect, test } from "vitest";
import { grow } from "../bench/server/growth.ts";
import { measure, type Run } from "../bench/server/measure.ts";
import { capacity, lateAt, RUN_HEADER, ratioLines, runLine } from "../bench/server/table.ts";
import { performancePage } from "../tools/performance-page.ts";
import { OTHERS_MAX, quietest } from "../tools/quiet.ts";

const run = (part: Partial<Run>): Run => ({
  variant: "quickpong",
  matches: 200,
  seconds: 10,
  cpuMicrosPerMatchSecond: 400,
  cpuShare: 0.08,
  generatorCpuShare: 0.05,
  othersCpuShare: 0,
  tickLatenessMsP50: 1,
  tickLatenessMsP99: 3,
  tickLatenessMsMax: 9,
  downFramesPerSecond: 6,
  downBytesPerSecond: 180,
  upFramesPerSecond: 4,
  upBytesPerSecond: 36,
  bytesMemoryPerMatch: 60_000,
  trouble: 0,
  ...part,
});

describe("the benchmark's arithmetic", () => {
  test("a run is late when its p99 is later than a tick, or its core is full", () => {
    expect(lateAt(run({ tickLatenessMsP99: 16.6 }))).toBe(false);
    expect(lateAt(run({ tickLatenessMsP99: 16.7 }))).toBe(true);
    expect(lateAt(run({ tickLatenessMsP99: 1, cpuShare: 0.96 }))).toBe(true);
  });

  test("capacity is the most that was in time, and late runs below it don't count", () => {
    const runs = [
      run({ matches: 3000, tickLatenessMsP99: 1000 / 60 + 10 }),
      run({ matches: 1000, tickLatenessMsP99: 2 }),
      run({ matches: 2000, tickLatenessMsP99: 1000 / 60 - 10 }),
    ];
    expect(capacity(runs, "quickpong")).toEqual({ matches: 2000, atLeast: false });
    expect(capacity(runs.slice(1), "quickpong")).toEqual({ matches: 2000, atLeast: true });
    expect(capacity(runs.slice(0, 1), "quickpong")).toBeNull();
    expect(capacity(runs, "floor")).toBeNull();
    const disturbed = run({ matches: 500, tickLatenessMsP99: 90 });
    expect(capacity([disturbed, ...runs], "quickpong")).toEqual({ matches: 2000, atLeast: false });
  });

  test("sizes grow until one is late twice, and then the gap is halved three times", async () => {
    const asked: number[] = [];
    let hiccups = 1;
    await grow([100, 1000, 2000, 3000], async (matches) => {
      asked.push(matches);
      const late = matches > 1600 || (matches === 1000 && hiccups-- > 0);
      return run({ matches, tickLatenessMsP99: late ? 50 : 5 });
    });
    expect(asked).toEqual([100, 1000, 1000, 2000, 2000, 1500, 1750, 1750, 1630, 1630]);
    asked.length = 0;
    await grow([100, 200], async (matches) => {
      asked.push(matches);
      return matches === 200 ? undefined : run({ matches });
    });
    expect(asked).toEqual([100, 200, 200, 150, 180, 190]);
  });

  test("ratios compare runs with equally many matches", () => {
    const lines = ratioLines([
      run({}),
      run({ variant: "usual", cpuMicrosPerMatchSecond: 3600 }),
      run({ variant: "floor", cpuMicrosPerMatchSecond: 250, bytesMemoryPerMatch: 10_000 }),
      run({ variant: "usual", matches: 400, tickLatenessMsP99: 50 }),
    ]);
    expect(lines[0]).toBe(
      "200 matches: the usual way takes 9.0 times our CPU; we take 1.60 times the floor's, and 50 kB a match more",
    );
    expect(lines[1]).toContain("ours at least 200");
    expect(ratioLines([run({}), run({ variant: "usual" })])).toHaveLength(1);
  });

  test("a run is a line under its header", () => {
    expect(runLine(run({})).length).toBe(RUN_HEADER.length);
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

test("the page shows what was measured, and leaves out what was not", () => {
  expect(performancePage({})).not.toContain("##");
  const page = performancePage({
    server: { machine: "a machine", runs: [run({}), run({ variant: "floor" })] },
  });
  expect(page).toContain("| Quickpong | 200 | 400 |");
  expect(page).toContain("Extrapolated, not measured");
  expect(page).not.toContain("## Joining");
});

describe("a measurement of", () => {
  const rates = { downFrames: 10, upFrames: 5, downSize: 30, upSize: 8 };

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
    const floor = await measure({ variant: "floor", matches: 5, seconds: 2, ramp: 100, rates });
    expect(floor.trouble).toBe(0);
    expect(floor.downFramesPerSecond).toBeGreaterThan(6);
    expect(floor.downFramesPerSecond).toBeLessThan(12);
    expect(floor.downBytesPerSecond / floor.downFramesPerSecond).toBeCloseTo(30, 1);
    expect(floor.upFramesPerSecond).toBeGreaterThan(3);
    expect(floor.upFramesPerSecond).toBeLessThan(6);
  });
});
