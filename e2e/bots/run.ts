/** One run of the bots from beginning to end: server, network, crowd, measured time, clearing up. */
import { setTimeout as sleep } from "node:timers/promises";
import { startProxy } from "../proxy/tcp-proxy.ts";
import { busyMicros } from "../tools/machine.ts";
import { bindTo } from "./cores.ts";
import { createFleet } from "./fleet.ts";
import { lossesAt } from "./lost.ts";
import type { BotsOptions } from "./options.ts";
import { Pairs } from "./pairs.ts";
import { type Moment, markOf, type Report, reportOf } from "./report.ts";
import {
  ask,
  runningServer,
  type ServerUnderTest,
  startProbed,
  startProcesses,
} from "./server-under-test.ts";
import { Tally } from "./tally.ts";
import { type RunHooks, Watch } from "./watch.ts";

/** Who has no seat so long after pressing "play" does not find one any more (ms). */
const SETTLE_MS = 15_000;
/** So long for the server to hear that everybody has left, before it is asked to end (ms). */
const LEAVE_MS = 200;

export interface RunResult {
  report: Report;
  moments: Moment[];
  tally: Tally;
}

/** Runs the bots as the options say, and leaves nothing behind. */
export async function runBots(options: BotsOptions, hooks: RunHooks): Promise<RunResult> {
  const closers: (() => unknown)[] = [];
  try {
    const server = options.url ? runningServer(options.url) : await ownServer(options);
    closers.push(() => server.stop());
    let target = server.url;
    if (options.quality) {
      const { port, hostname } = new URL(server.url);
      const { quality, seed } = options;
      const proxy = await startProxy({ target: Number(port), host: hostname, quality, seed });
      closers.push(() => proxy.stop());
      target = proxy.url;
    }
    return await play(options, server, target, hooks, closers);
  } finally {
    for (const close of closers.toReversed()) await close();
  }
}

/** Cores that `--pinned` means. */
const SERVER_CORE = 0;
const BOTS_CORE = 1;

async function ownServer(options: BotsOptions): Promise<ServerUnderTest> {
  const players = String(Math.max(10_000, 4 * options.matches));
  const env = { QUICKPONG_POINTS: String(options.points), QUICKPONG_MAX_PLAYERS: players };
  if (options.processes > 1) return await startProcesses(options.processes, env);
  // A Ctrl-C is for the bots, who still have to ask the server for its figures.
  if (!options.pinned) return await startProbed({ env, detached: true });
  bindTo(BOTS_CORE, process.pid, "all");
  return await startProbed({ env, detached: true, core: SERVER_CORE });
}

async function play(
  options: BotsOptions,
  server: ServerUnderTest,
  target: string,
  hooks: RunHooks,
  closers: (() => unknown)[],
): Promise<RunResult> {
  const { skill, hands, seed, matches, ramp, lean } = options;
  const tally = new Tally();
  const crowd = { server: target, tally, pairs: new Pairs(tally), skill, hands, seed };
  const before = await ask(server, { gc: true });
  const fleet = createFleet(crowd, 2 * matches, ramp, lean);
  let left = false;
  const leave = async () => {
    if (left) return;
    left = true;
    fleet.stop();
    await sleep(LEAVE_MS);
  };
  closers.push(leave);
  const watch = new Watch(tally, fleet, server, hooks);
  try {
    await Promise.race([fleet.ramp(), aborted(hooks.signal)]);
    await watch.until(() => tally.playing.value >= 2 * matches, SETTLE_MS);
    await ask(server, { reset: true });
    fleet.lag();
    const cpu = process.cpuUsage();
    const busy = busyMicros();
    const from = markOf(tally, performance.now(), await ask(server));
    await watch.until(() => false, options.seconds * 1000);
    const to = markOf(tally, performance.now(), await ask(server));
    const { user, system } = process.cpuUsage(cpu);
    const micros = (to.at - from.at) * 1000;
    const servers = (to.server?.cpuMicros ?? Number.NaN) - (from.server?.cpuMicros ?? Number.NaN);
    const others = (busyMicros() - busy - user - system - servers) / micros;
    const generator = {
      cpuShare: (user + system) / micros,
      lagMsMax: watch.lag,
      othersCpuShare: Number.isFinite(others) ? Math.max(0, others) : null,
    };
    // Before the collection, during which nobody is answered.
    const losses = lossesAt(performance.now(), fleet.standings(), SETTLE_MS);
    for (const { bot, why } of losses) tally.lose(bot, why);
    // Not before the measured time: it holds the server up for up to half a second.
    const held = tally.playing.value / 2;
    const full = to.server && (await ask(server, { gc: true }));
    // Leaving first: what the pictures got wrong is known only then.
    await leave();
    const { aborted: interrupted } = hooks.signal;
    const kind = lean ? "lean" : "full";
    const memory = { before, full, matches: held };
    const report = reportOf({ kind, tally, from, to, memory, generator, interrupted });
    return { report, moments: watch.moments, tally };
  } finally {
    watch.stop();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
