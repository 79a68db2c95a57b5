/** One run of the bots from beginning to end: server, network, crowd, measured time, clearing up. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { socketOf } from "./address.ts";
import { bindTo } from "./cores.ts";
import type { Moment } from "./counts.ts";
import { createFleet } from "./fleet.ts";
import { lossesAt } from "./lost.ts";
import { begin, end, type LoadRun } from "./measuring.ts";
import type { BotsOptions } from "./options.ts";
import { Pairs } from "./pairing-checker.ts";
import { type Report, reportOf } from "./report.ts";
import { RunMetrics, type Times } from "./run-metrics.ts";
import {
  ask,
  runningServer,
  type ServerUnderTest,
  startProbed,
  startProcesses,
} from "./server-under-test.ts";
import { type RunHooks, Watch } from "./watch.ts";

/** A player who has no seat so long after pressing "play" does not find one any more (ms). */
const SETTLE_MS = 15_000;
/** So long for the server to hear that everybody has left, before it is asked to end (ms). */
const LEAVE_MS = 200;

export interface RunResult {
  report: Report;
  moments: Moment[];
  tally: RunMetrics;
  /** Of the measured time. */
  times: Times;
}

/** Runs the bots as the options say, and leaves nothing behind. */
export async function runBots(options: BotsOptions, hooks: RunHooks): Promise<RunResult> {
  const closers: (() => unknown)[] = [];
  try {
    const server = options.url ? runningServer(options.url) : await ownServer(options, closers);
    closers.push(() => server.stop());
    let target = server.url;
    if (options.quality) {
      const { host, port } = socketOf(new URL(server.url));
      const { quality, seed } = options;
      const proxy = await startProxy({ target: port, host, quality, seed });
      closers.push(() => proxy.stop());
      target = proxy.url;
    }
    const stage = stageOf(options, server, target, hooks, closers);
    return await play(options, stage, hooks.signal);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** Cores that `--pinned` means. */
const SERVER_CORE = 0;
const BOTS_CORE = 1;

/** A folder for what the server remembers, until the end of the run. */
function ownFolder(closers: (() => unknown)[]) {
  const folder = mkdtempSync(join(tmpdir(), "quickpong-bots-"));
  closers.push(() => rmSync(folder, { recursive: true, force: true }));
  return { QUICKPONG_DATA: folder };
}

async function ownServer(
  options: BotsOptions,
  closers: (() => unknown)[],
): Promise<ServerUnderTest> {
  const players = String(Math.max(10_000, 4 * options.matches));
  const data = options.remembered ? ownFolder(closers) : {};
  const env = { QUICKPONG_POINTS: String(options.points), QUICKPONG_MAX_PLAYERS: players, ...data };
  if (options.processes > 1) return await startProcesses(options.processes, env);
  // A Ctrl-C is for the bots, who still have to ask the server for its figures.
  if (!options.pinned) return await startProbed({ env, detached: true });
  bindTo(BOTS_CORE, process.pid, "all");
  return await startProbed({ env, detached: true, core: SERVER_CORE });
}

/** The bots before the first of them has pressed "play"; `closers` send them home. */
function stageOf(
  { skill, hands, seed, matches, ramp, light, remembered }: BotsOptions,
  server: ServerUnderTest,
  target: string,
  hooks: RunHooks,
  closers: (() => unknown)[],
): LoadRun {
  const tally = new RunMetrics();
  const pairs = new Pairs(tally);
  const crowd = { server: target, tally, pairs, skill, hands, seed, remembered };
  const fleet = createFleet(crowd, 2 * matches, ramp, light);
  closers.push(async () => {
    fleet.stop();
    await sleep(LEAVE_MS);
  });
  const watch = new Watch(tally, fleet, server, hooks);
  closers.push(() => watch.stop());
  return { tally, fleet, server, watch };
}

async function play(options: BotsOptions, stage: LoadRun, signal: AbortSignal): Promise<RunResult> {
  const { tally, fleet, server, watch } = stage;
  const players = 2 * options.matches;
  const before = await ask(server, { gc: true });
  let beginning = await begin(stage);
  await Promise.race([fleet.ramp(), aborted(signal)]);
  await watch.until(() => tally.playing.value >= players, SETTLE_MS);
  // Of a run that is interrupted before everybody is seated there is at least what came until then.
  if (!signal.aborted) beginning = await begin(stage);
  await watch.until(() => false, options.seconds * 1000);
  const measured = await end(stage, beginning);
  const losses = lossesAt(performance.now(), fleet.standings(), SETTLE_MS);
  for (const { bot, why } of losses) tally.lose(bot, why);
  const held = tally.playing.value / 2;
  // After everything else: it holds the server up for up to half a second, and nobody is answered.
  const full = measured.to.server && (await ask(server, { gc: true }));
  const memory = { before, full, matches: held };
  const kind = options.light ? "light" : "full";
  const report = reportOf({ kind, tally, ...measured, memory, interrupted: signal.aborted });
  return { report, moments: watch.moments, tally, times: measured.times };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
