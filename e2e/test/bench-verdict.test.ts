import { describe, expect, test } from "vitest";
import { comparedLines } from "../bench/server/compared.ts";
import { grow } from "../bench/server/growth.ts";
import type { Run } from "../bench/server/measure.ts";
import { RUN_HEADER, ratioLines, runLine } from "../bench/server/table.ts";
import { capacity, hasGoodRun, shortageOf } from "../bench/server/verdict.ts";
import { performancePage } from "../docs-tools/performance-page.ts";

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
  gcShare: 0.02,
  gcPauseMsMax: 8,
  downFramesPerSecond: 6,
  downBytesPerSecond: 180,
  upFramesPerSecond: 4,
  upBytesPerSecond: 36,
  bytesMemoryPerMatch: 60_000,
  trouble: 0,
  ...part,
});

test("pairs with and without something are said as medians", () => {
  const pair = (on: Partial<Run>) => ({ on: run(on), off: run({}) });
  const pairs = [
    pair({ cpuMicrosPerMatchSecond: 500, gcShare: 0.5 }),
    pair({ cpuMicrosPerMatchSecond: 408, gcShare: 0.025, tickLatenessMsP99: 4 }),
    pair({ cpuMicrosPerMatchSecond: 404, gcPauseMsMax: 2 }),
  ];
  expect(comparedLines("store", pairs)).toEqual([
    "CPU that the store adds: 25.0 %, 2.0 %, 1.0 %; median 2.0 %",
    "lateness of ticks, p99: 3.00 ms with, 3.00 ms without",
    "time in which garbage was collected: 2.50 % with, 2.00 % without",
    "the longest pause for it: 8.00 ms with, 8.00 ms without",
  ]);
  expect(comparedLines("replays", pairs.slice(1))[0]).toContain(
    "replays add: 2.0 %, 1.0 %; median 1.5 %",
  );
  expect(comparedLines("store", [])[0]).toContain("median NaN");
});

describe("the benchmark's arithmetic", () => {
  test("a run is in time when nothing was short", () => {
    const shortage = (part: Partial<Run>) => shortageOf(run(part), [run({ matches: 50 })]);
    expect(shortage({ tickLatenessMsP99: 16.6 })).toBeUndefined();
    expect(shortage({ tickLatenessMsP99: 16.7 })).toBe("ticks");
    expect(shortage({ cpuShare: 0.96, generatorCpuShare: 0.97 })).toBe("core");
    expect(shortage({ generatorCpuShare: 0.91 })).toBe("generator");
    expect(shortage({ trouble: 1 })).toBe("players");
  });

  test("what is punctual but sends or takes too little is not in time", () => {
    const smallest = run({ matches: 50, downFramesPerSecond: 10, upFramesPerSecond: 60 });
    const disturbed = run({ matches: 50, downFramesPerSecond: 5, upFramesPerSecond: 30 });
    const floor = run({ variant: "floor", matches: 10, downFramesPerSecond: 100 });
    // After a hiccup the clients made up for what they had not sent.
    const late = run({ matches: 10, upFramesPerSecond: 80, tickLatenessMsP99: 99 });
    const all = [late, disturbed, smallest, floor];
    const shortage = (down: number, up: number) =>
      shortageOf(run({ downFramesPerSecond: down, upFramesPerSecond: up }), all);
    expect(shortage(9.6, 58)).toBeUndefined();
    expect(shortage(9.4, 60)).toBe("frames");
    expect(shortage(10, 56)).toBe("frames");
    expect(shortageOf(disturbed, all)).toBe("frames");
  });

  test("capacity is the most that was in time, and late runs below it don't count", () => {
    const runs = [
      run({ matches: 3000, tickLatenessMsP99: 1000 / 60 + 10 }),
      run({ matches: 1000, tickLatenessMsP99: 2 }),
      run({ matches: 2000, tickLatenessMsP99: 1000 / 60 - 10 }),
    ];
    const found = { matches: 2000, limit: "ticks", atLeast: false };
    expect(capacity(runs, "quickpong")).toEqual(found);
    const untried = { matches: 2000, limit: null, atLeast: true };
    expect(capacity(runs.slice(1), "quickpong")).toEqual(untried);
    expect(capacity(runs.slice(0, 1), "quickpong")).toBeNull();
    expect(capacity(runs, "floor")).toBeNull();
    const disturbed = run({ matches: 500, tickLatenessMsP99: 90 });
    expect(capacity([disturbed, ...runs], "quickpong")).toEqual(found);
  });

  test("where the clients ran out first, it may be more", () => {
    const tired = run({ matches: 2500, generatorCpuShare: 0.93 });
    const full = run({ matches: 2750, cpuShare: 0.97 });
    const runs = [run({ matches: 2000 }), full, tired];
    const found = { matches: 2000, limit: "generator", atLeast: true };
    expect(capacity(runs, "quickpong")).toEqual(found);
  });

  test("a variant has a good run when nobody was lost in it", () => {
    const runs = [run({ trouble: 2 }), run({ variant: "floor", tickLatenessMsP99: 99 })];
    expect(hasGoodRun(runs, "quickpong")).toBe(false);
    expect(hasGoodRun(runs, "floor")).toBe(true);
    expect(hasGoodRun(runs, "usual")).toBe(false);
  });

  test("sizes grow until one is late twice, and then the gap is halved three times", async () => {
    const asked: number[] = [];
    let hiccups = 1;
    await grow([100, 1000, 2000, 3000], async (matches) => {
      asked.push(matches);
      const late = matches > 1600 || (matches === 1000 && hiccups-- > 0);
      return !late;
    });
    expect(asked).toEqual([100, 1000, 1000, 2000, 2000, 1500, 1750, 1750, 1630, 1630]);
    asked.length = 0;
    const below200 = async (matches: number) => asked.push(matches) > 0 && matches < 200;
    await grow([100, 200], below200);
    expect(asked).toEqual([100, 200, 200, 150, 180, 190]);
    asked.length = 0;
    await grow([200], below200, 160);
    expect(asked).toEqual([200, 200, 180, 190]);
  });

  test("ratios compare runs in time with equally many matches", () => {
    const cheap = { variant: "floor", cpuMicrosPerMatchSecond: 250 } as const;
    const runs = [
      run({}),
      run({ variant: "usual", cpuMicrosPerMatchSecond: 3600 }),
      run({ ...cheap, bytesMemoryPerMatch: 10_000 }),
      run({ matches: 400 }),
      run({ variant: "usual", matches: 400, tickLatenessMsP99: 50 }),
    ];
    expect(ratioLines(runs)).toEqual([
      "200 matches: the usual way takes 9.0 times our CPU; we take 1.60 times the floor's, and 50 kB a match more",
      "matches a core holds in time: ours at least 400 (beyond that no larger load could be measured); the usual way 200 (beyond that ticks were late); the floor at least 200 (beyond that no larger load could be measured)",
      "that is at least 2.0 times the usual way's",
    ]);
    expect(ratioLines([run({}), run({ variant: "usual" })])).toHaveLength(1);
  });

  test("a run is a line under its header", () => {
    const line = runLine(run({ cpuShare: 1 }), []);
    expect(line.indexOf("no: its core was full")).toBe(RUN_HEADER.indexOf("in time"));
    expect(runLine(run({}), [])).toMatch(/yes$/);
  });
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
