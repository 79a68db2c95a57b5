/** Measures one variant with one number of matches: a server of its own, clients here. */
import { setTimeout as sleep } from "node:timers/promises";
import { busyMicros } from "../../lib/machine.ts";
import type { ProbedServer } from "../../load/server-under-test.ts";
import type { Load } from "./load.ts";
import { type LoadOptions, loadOf, startVariant, type Variant } from "./variants.ts";

/** What was measured. Rates are per player; frames are WebSocket messages, bytes their payload. */
export interface Run {
  variant: Variant;
  matches: number;
  seconds: number;
  cpuMicrosPerMatchSecond: number;
  /** Share of a core that the server took, and that the load generator took. */
  cpuShare: number;
  generatorCpuShare: number;
  /** What everything else on the machine took meanwhile, in cores: noise, when it is much. */
  othersCpuShare: number;
  tickLatenessMsP50: number;
  tickLatenessMsP99: number;
  tickLatenessMsMax: number;
  /** Share of the time in which the server collected garbage and did nothing else, and the longest at a time. */
  gcShare: number;
  gcPauseMsMax: number;
  downFramesPerSecond: number;
  downBytesPerSecond: number;
  upFramesPerSecond: number;
  upBytesPerSecond: number;
  bytesMemoryPerMatch: number;
  /** Players lost and wrong pairs. */
  trouble: number;
}

export interface MeasureOptions extends LoadOptions {
  seconds: number;
}

/** Countdown of a match and a little more: during it a match costs less than later (ms). */
const WARM_UP: Record<Variant, number> = {
  quickpong: 3000,

  usual: 500,
  floor: 500,
};
/** Everybody must be in by so long after the ramp (ms). */
const SETTLE = 20_000;

export function measure(options: MeasureOptions): Promise<Run> {
  const { variant, matches, seconds } = options;
  return underLoad(options, async ({ server, load, bytesPerMatch }) => {
    const figures = await watch(server, load, seconds);
    // Afterwards, since it holds the server up for half a second: all ticks after it would be late.
    return { variant, matches, ...figures, bytesMemoryPerMatch: await bytesPerMatch() };
  });
}

/** A server with its matches in play. */
export interface Loaded {
  server: ProbedServer;
  load: Load;
  /** Memory that a match takes; the server does nothing else meanwhile. */
  bytesPerMatch(): Promise<number>;
}

/** Has `work` done while a server of that variant has its matches in play. Throws when they don't begin. */
export async function underLoad<T>(
  options: LoadOptions,
  work: (loaded: Loaded) => Promise<T>,
): Promise<T> {
  const { variant, matches } = options;
  const server = await startVariant(options);
  try {
    const before = await server.sample({ gc: true });
    const load = loadOf(options, server.url);
    const bytesPerMatch = async () => {
      const held = load.playing() / 2;
      return ((await server.sample({ gc: true })).heapBytes - before.heapBytes) / held;
    };
    try {
      await load.ramp();
      await settled(load, 2 * matches);
      await sleep(WARM_UP[variant]);
      return await work({ server, load, bytesPerMatch });
    } finally {
      load.stop();
      await sleep(200);
    }
  } finally {
    await server.stop();
  }
}

/** What the server and the load do in the next `seconds`. */
export async function watch(
  server: ProbedServer,
  load: Load,
  seconds: number,
): Promise<Omit<Run, "variant" | "matches" | "bytesMemoryPerMatch">> {
  await server.sample({ reset: true });
  const cpu = process.cpuUsage();
  const busy = busyMicros();
  const traffic = { ...load.traffic };
  const from = await server.sample();
  await sleep(seconds * 1000);
  const to = await server.sample();
  const { user, system } = process.cpuUsage(cpu);
  const others = busyMicros() - busy - user - system - to.cpuMicros + from.cpuMicros;
  const lasted = (to.at - from.at) / 1000;
  const held = load.playing() / 2;
  const rate = (key: keyof typeof traffic) =>
    (load.traffic[key] - traffic[key]) / lasted / (2 * held);
  const cpuShare = (to.cpuMicros - from.cpuMicros) / 1e6 / lasted;
  return {
    seconds: lasted,
    cpuMicrosPerMatchSecond: (1e6 * cpuShare) / held,
    cpuShare,
    generatorCpuShare: (user + system) / 1e6 / lasted,
    othersCpuShare: Math.max(0, others) / 1e6 / lasted,
    tickLatenessMsP50: to.latenessMs.p50,
    tickLatenessMsP99: to.latenessMs.p99,
    tickLatenessMsMax: to.latenessMs.max,
    gcShare: (to.pauses.ms - from.pauses.ms) / 1000 / lasted,
    gcPauseMsMax: to.pauses.longest,
    downFramesPerSecond: rate("downMessages"),
    downBytesPerSecond: rate("downBytes"),
    upFramesPerSecond: rate("upMessages"),
    upBytesPerSecond: rate("upBytes"),
    trouble: load.trouble(),
  };
}

/** Waits until `players` play; throws when they don't. */
export async function settled(load: Load, players: number): Promise<void> {
  const deadline = performance.now() + SETTLE;
  while (load.playing() < players) {
    if (performance.now() > deadline) {
      throw new Error(`only ${load.playing()} of ${players} players got in`);
    }
    await sleep(20);
  }
}
