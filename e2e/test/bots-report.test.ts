import { describe, expect, test } from "vitest";
import { countsAt } from "../load/counts.ts";
import { Distribution } from "../load/distribution.ts";
import { lossesAt, type MatchStanding } from "../load/lost.ts";
import { Pairs } from "../load/pairing-checker.ts";
import { plot } from "../load/plot.ts";
import { progressLine } from "../load/progress.ts";
import { type Report, type RunFacts, reportOf, round } from "../load/report.ts";
import { reportPage } from "../load/report-page.ts";
import { reportLines } from "../load/report-text.ts";
import { Gauge, RunMetrics } from "../load/run-metrics.ts";
import type { Sample } from "../load/server-probe.ts";
import { failures, figure } from "../load/thresholds.ts";

const sample = (part: Partial<Sample>): Sample => ({
  at: 0,
  cpuMicros: 0,
  waitedMicros: 0,
  heapBytes: 0,
  latenessMs: { p50: 0, p99: 0, max: 0, count: 0 },
  pauses: { ms: 0, longest: 0 },
  ...part,
});

/** Of a run in which nothing was measured, but for `part`. */
function facts(part: Partial<RunFacts>): RunFacts {
  const tally = part.tally ?? new RunMetrics();
  return {
    kind: "full",
    tally,
    from: countsAt(tally, 0, undefined),
    to: countsAt(tally, 1000, undefined),
    times: tally.times,
    memory: { before: undefined, full: undefined, matches: 0 },
    generator: { cpuShare: 0, lagMsMax: 0, othersCpuShare: null },
    interrupted: false,
    ...part,
  };
}

/** Four players in two matches for ten seconds, with round numbers. */
function example(): { report: Report; tally: RunMetrics } {
  const tally = new RunMetrics();
  tally.players = 4;
  tally.playing.add(4, 0);
  for (const [ms, now] of [
    [100, 1000],
    [200, 1500],
    [300, 2000],
    [400, 2500],
  ] as const) {
    tally.seated(ms, now);
  }
  // Before the measured time.
  tally.picture.ownContacts = 7;
  tally.picture.ownWrong = 7;
  tally.times.patchGap.add(700);
  tally.restart();
  const from = countsAt(tally, 10_000, sample({ cpuMicros: 1_000_000 }));
  Object.assign(tally.traffic, {
    downBytes: 8000,
    upBytes: 4000,
    downMessages: 400,
    upMessages: 200,
  });
  const latenessMs = { p50: 1, p99: 3, max: 9, count: 1000 };
  const pauses = { ms: 200, longest: 4 };
  const used = { cpuMicros: 1_010_000, waitedMicros: 500_000, pauses };
  tally.picture.ownContacts += 50;
  tally.picture.ownWrong += 1;
  tally.picture.opponentWrong += 2;
  const to = countsAt(tally, 20_000, sample({ ...used, latenessMs }));
  tally.starts = 6;
  tally.finishes = 2;
  const memory = {
    before: sample({ heapBytes: 1e6 }),
    full: sample({ heapBytes: 3e6 }),
    matches: 2,
  };
  return { report: reportOf(facts({ tally, from, to, memory })), tally };
}

describe("a report's arithmetic", () => {
  const { report, tally } = example();

  test("rates are per player in a match", () => {
    expect(report).toMatchObject({
      seconds: 10,
      matchesHeld: 2,
      downBytesPerSecond: 200,
      upBytesPerSecond: 100,
      downFramesPerSecond: 10,
      upFramesPerSecond: 5,
    });
  });

  test("server cost is per match and second", () => {
    expect(report.serverCpuMicrosPerMatchSecond).toBe(500);
    expect(report.serverCpuShare).toBeCloseTo(0.001, 9);
    expect(report.serverWaitedShare).toBeCloseTo(0.05, 9);
    expect(report.serverPausedShare).toBeCloseTo(0.02, 9);
    expect(report.serverPauseMsMax).toBe(4);
    expect(report.bytesMemoryPerMatch).toBe(1e6);
    expect(report.tickLatenessMsP99).toBe(3);
  });

  test("two players make a match, and both kinds of wrong contacts a disagreement", () => {
    expect(report).toMatchObject({ matchesStarted: 3, matchesFinished: 1, disagreements: 3 });
  });

  test("what was before the measured time does not count", () => {
    expect(report.picture).toMatchObject({ ownContacts: 50, ownWrong: 1 });
    expect(report.patchGapMs.count).toBe(0);
  });

  test("joins have a rate and quantiles", () => {
    expect(report.joinsPerSecond).toBe(2);
    expect(report.joinMsP50).toBeCloseTo(200, -1);
    expect(report.joinMsP99).toBeCloseTo(400, -1);
  });

  test("what a server elsewhere does not tell is null, and said so", () => {
    const nothing = { cpuMicros: Number.NaN, waitedMicros: Number.NaN, heapBytes: Number.NaN };
    const silent = sample(nothing);
    const mark = countsAt(tally, 1000, silent);
    const memory = { before: silent, full: silent, matches: 2 };
    const to = { ...mark, at: 2000 };
    const remote = reportOf(facts({ kind: "light", tally, from: mark, to, memory }));
    expect(remote.serverCpuMicrosPerMatchSecond).toBeNull();
    expect(remote.serverWaitedShare).toBeNull();
    expect(remote.bytesMemoryPerMatch).toBeNull();
    expect(reportLines(remote).join("\n")).toContain("not known");
    expect(JSON.parse(JSON.stringify(remote)).kind).toBe("light");
  });

  test("what processes have used is not known when one of them was started anew", () => {
    const from = countsAt(tally, 0, sample({ cpuMicros: 2_000_000 }));
    const to = countsAt(tally, 1000, sample({ cpuMicros: 1_000_000 }));
    const memory = { before: from.server, full: to.server, matches: 0 };
    const report = reportOf(facts({ tally, from, to, memory }));
    expect(report.serverCpuShare).toBeNull();
    expect(report.bytesMemoryPerMatch).toBeNull();
  });

  test("of a run in which nothing happened nothing is known, and nothing is within bounds", () => {
    const report = reportOf(facts({}));
    const names = ["joinMsP99", "tickLatenessMsMax", "rttMs.p95", "serverCpuShare"];
    names.push("downBytesPerSecond", "joinsPerSecond");
    const thresholds = names.map((name) => ({ name, bound: "max", value: 1e9 }) as const);
    expect(failures(report, thresholds)).toEqual(names.map((name) => `${name} is not known`));
    expect(reportLines(report).join("\n")).not.toMatch(/NaN|null|undefined/);
  });

  test("without lost players, wrong pairs and crossed thresholds nothing failed", () => {
    expect(failures(report, [])).toEqual([]);
    expect(failures({ ...report, lost: 1 }, [])).toEqual(["1 players were lost"]);
    expect(failures({ ...report, wrongPairs: 2 }, [])).toEqual(["2 pairs were wrong"]);
    expect(
      failures(report, [
        { name: "seconds", bound: "max", value: 10 },
        { name: "seconds", bound: "max", value: 9 },
        { name: "patchGapMs.p99", bound: "min", value: 1 },
        { name: "nonsense", bound: "max", value: 1 },
      ]),
    ).toEqual(["seconds is 10, over 9", "patchGapMs.p99 is not known", "nonsense: no such figure"]);
  });

  test("figures are found by name, inherited ones are not", () => {
    expect(figure(report, "picture.ownContacts")).toBe(50);
    expect(figure(report, "constructor.length")).toBeUndefined();
    expect(figure(report, "errors")).toBeUndefined();
  });

  test("the page stands alone and shows errors as text", () => {
    tally.error("<script>");
    const shown = { ...report, errors: { "<script>": 1 } };
    const page = reportPage({ report: shown, moments: [], tally, times: tally.times });
    expect(page).toContain("&lt;script&gt;");
    expect(page).not.toMatch(/<script|src=|href=|url\(/);
  });
});

describe("who is lost at the end", () => {
  const PATIENCE = 15_000;
  const seated = { waitingSince: Number.NaN, cutOff: false };
  const since = (waitingSince: number) => ({ waitingSince, cutOff: false });
  const botsLost = (...standings: MatchStanding[]) =>
    lossesAt(100_000, standings, PATIENCE).map(({ bot }) => bot);

  test("nobody who plays, or has waited for a moment only", () => {
    expect(botsLost(seated, seated, since(86_000), since(90_000))).toEqual([]);
  });

  test("a player who has a seat and no connection", () => {
    expect(botsLost(seated, { ...seated, cutOff: true })).toEqual([1]);
  });

  test("those who wait although they could play each other, but none who has nobody", () => {
    expect(botsLost(since(10_000), since(20_000), seated)).toEqual([0, 1]);
    expect(botsLost(since(10_000), seated, seated)).toEqual([]);
    expect(botsLost(since(30_000), since(10_000), since(20_000))).toEqual([1, 2]);
  });
});

test("a player who is lost again and again is one player", () => {
  const { report, tally } = example();
  expect(report.lost).toBe(0);
  for (let i = 0; i < 3; i++) tally.lose(2, "lobby closed: 0");
  tally.lose(3, "lobby closed: 0");
  expect([tally.lostBots.size, tally.lost]).toEqual([2, 4]);
  expect(tally.errors).toEqual({ "lobby closed: 0": 4 });
});

test("a plot has room for the seconds of two days", () => {
  const points = Array.from({ length: 200_001 }, (_, i) => [i, i % 7] as const);
  const svg = plot([{ name: "a", points }], { title: "a", xLabel: "s", yLabel: "a" });
  expect(svg.includes(">200000 s</text>")).toBe(true);
  expect(svg.includes(">6 a</text>")).toBe(true);
});

describe("a distribution", () => {
  test("knows quantiles to within 2 %, and the largest value exactly", () => {
    const distribution = new Distribution();
    for (let i = 1; i <= 10_000; i++) distribution.add(i / 10);
    const { count, mean, p50, p95, p99, max } = distribution.summary();
    expect([count, max]).toEqual([10_000, 1000]);
    expect(mean).toBeCloseTo(500.05, 6);
    for (const [found, wanted] of [
      [p50, 500],
      [p95, 950],
      [p99, 990],
    ] as const) {
      expect(Math.abs((found ?? Number.NaN) / wanted - 1)).toBeLessThan(0.02);
    }
  });

  test("knows nothing while empty, and leaves out what is not a number", () => {
    const distribution = new Distribution();
    distribution.add(Number.NaN);
    const unknown = { mean: null, p50: null, p95: null, p99: null, max: null };
    expect(distribution.summary()).toEqual({ count: 0, ...unknown });
  });

  test("keeps values of any size", () => {
    const distribution = new Distribution();
    for (const value of [0, -5, 1e-9, 1e12]) distribution.add(value);
    expect(distribution.quantile(1)).toBeGreaterThan(0);
    expect(distribution.bins().reduce((sum, { count }) => sum + count, 0)).toBe(4);
  });
});

test("a gauge adds up how many there were for how long", () => {
  const gauge = new Gauge();
  gauge.add(2, 1000);
  gauge.add(-1, 3000);
  expect(gauge.value).toBe(1);
  expect(gauge.integral(4000)).toBe(2 * 2000 + 1000);
});

describe("pairs", () => {
  const seats = (opponents: [string, string]) => {
    const tally = new RunMetrics();
    const pairs = new Pairs(tally);
    const left = pairs.sit({ room: "r", side: 0, name: "a", opponent: opponents[0] });
    const right = pairs.sit({ room: "r", side: 1, name: "b", opponent: opponents[1] });
    return { tally, pairs, left, right };
  };

  test("that name each other are right", () => {
    expect(seats(["b", "a"]).tally.wrongPairs).toBe(0);
  });

  test("that do not, or a seat that is given out twice, are wrong", () => {
    expect(seats(["c", "a"]).tally.wrongPairs).toBe(1);
    const { tally, pairs } = seats(["b", "a"]);
    pairs.sit({ room: "r", side: 0, name: "c", opponent: "b" });
    expect(tally.wrongPairs).toBe(1);
  });

  test("tell how long an input was under way, once", () => {
    const { left, right } = seats(["b", "a"]);
    left.sent(7, 1000);
    expect(right.heard(7, 1040)).toBe(40);
    expect(right.heard(7, 1050)).toBeNaN();
    expect(left.heard(7, 1050)).toBeNaN();
  });

  test("forget a table that both have left", () => {
    const { tally, pairs, left, right } = seats(["b", "a"]);
    left.leave();
    right.leave();
    pairs.sit({ room: "r", side: 0, name: "c", opponent: "d" });
    expect(tally.wrongPairs).toBe(0);
  });
});

test("numbers are shown with three digits", () => {
  expect([0, 0.012345, 12.345, 1234.5].map(round)).toEqual(["0", "0.0123", "12.3", "1235"]);
});

test("progress is one line", () => {
  const moment = {
    joined: 4,
    playing: 4,
    started: 2,
    finished: 1,
    down: 512.4,
    up: 98.76,
    errors: 0,
  };
  expect(progressLine({ ...moment, seconds: 12.2, latenessP99: 2.345 })).toBe(
    " 12 s  4 joined  4 in a match  2 matches started, 1 finished  0 errors  down 512 B/s  up 98.8 B/s  ticks late p99 2.35 ms",
  );
});
