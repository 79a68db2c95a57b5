/** A server with a probe in it, or one that runs elsewhere and tells less. */

import { setTimeout as sleep } from "node:timers/promises";
import type { CpuProfile } from "../dev/cpu-profile.ts";
import { inTop } from "../lib/paths.ts";
import { freePort, startServer } from "../lib/start-server.ts";
import { socketOf } from "./address.ts";
import { bindTo } from "./cores.ts";
import { type ProcessUse, processesOnPort, useOfAll } from "./process-stats.ts";
import { PROBE_PORT, type Sample } from "./server-probe.ts";

export interface ServerUnderTest {
  /** Base address (http). */
  url: string;
  /** What its process has used; undefined when it does not tell. Rejects when it hangs for 5 s or is gone. */
  sample(options?: { gc?: boolean; reset?: boolean }): Promise<Sample | undefined>;
  stop(): Promise<void>;
}

/** What the server's process has used; undefined, after 5 s at the latest, when it does not tell. */
export const ask = (
  server: ServerUnderTest,
  options?: Parameters<ServerUnderTest["sample"]>[0],
): Promise<Sample | undefined> => server.sample(options).catch(() => undefined);

export interface StartOptions {
  /** The program, relative to the repository; the game's own server when left out. */
  program?: string;
  env?: Record<string, string>;
  /** Its main thread is bound to this core, its helpers stay on ours; throws where that can't be done. */
  core?: number;
  /** Out of the terminal's reach, as in ServerOptions. */
  detached?: boolean;
}

/** A server that takes longer than this to answer hangs (ms). */
const ANSWER_MS = 5000;
/** What is loaded beside a server takes less than this to begin to hear (ms). */
const HEARD_MS = 60_000;
const PROBE = "e2e/load/server-probe.ts";
/** Nobody waits for the end of matches that bots have left. */
const DEFAULTS = { QUICKPONG_LOG_LEVEL: "warn", QUICKPONG_DRAIN_SECONDS: "0" };

/** One that was started here tells more. */
export interface ProbedServer extends ServerUnderTest {
  sample(options?: { gc?: boolean; reset?: boolean }): Promise<Sample>;
  /** A CPU profile of the next `seconds`. */
  profile(seconds: number): Promise<CpuProfile>;
  /** Emits an event on its `process`, once somebody there hears it; throws when nobody does for a minute. */
  emit(event: string): Promise<void>;
}

/** Starts a server on this machine, with the probe. */
export async function startProbed(options: StartOptions = {}): Promise<ProbedServer> {
  const probePort = await freePort();
  const program = options.program ?? "server/src/main.ts";
  const server = await startServer({
    args: ["--import", inTop(PROBE), inTop(program)],
    env: { [PROBE_PORT]: String(probePort), ...DEFAULTS, ...options.env },
    detached: options.detached ?? false,
  });
  const { pid } = server.process;
  if (options.core !== undefined && pid !== undefined) bindTo(options.core, pid, "main");
  const get = (path: string, signal?: AbortSignal): Promise<Response> =>
    fetch(`http://127.0.0.1:${probePort}/${path}`, { signal: signal ?? null });
  return {
    url: server.url,
    async sample({ gc, reset } = {}) {
      const query = [gc && "gc", reset && "reset"].filter(Boolean).join("&");
      const answer = await get(`?${query}`, AbortSignal.timeout(ANSWER_MS));
      return sampleIn(await answer.text());
    },
    profile: async (seconds) =>
      (await (await get(`profile?seconds=${seconds}`)).json()) as CpuProfile,
    async emit(event) {
      const deadline = performance.now() + HEARD_MS;
      for (;;) {
        const { heard } = (await (await get(`emit?event=${event}`)).json()) as { heard: boolean };
        if (heard) return;
        if (performance.now() > deadline) throw new Error(`the server does not hear ${event}`);
        await sleep(100);
      }
    },
    stop: server.stop,
  };
}

/** A sample from JSON, which has null for NaN. */
const sampleIn = (json: string): Sample =>
  JSON.parse(json, (_, value) => (value === null ? Number.NaN : value)) as Sample;

/** So that none is left out by chance. */
const ASKED_PER_PROCESS = 6;

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1"]);

/**
 * A server that somebody else runs: its /healthz says how late its ticks are since its start, and
 * when it runs on this machine the system says what its processes have used.
 */
export function runningServer(url: string): ServerUnderTest {
  const { host, port } = socketOf(new URL(url));
  // Several that share the port, or one that hands connections over to those it has started.
  const pids = LOOPBACK.has(host) ? processesOnPort(port) : [];
  return {
    url,
    sample: async () => sampleOf(await healthOf(url), useOfAll(pids)),
    async stop() {},
  };
}

/**
 * The game's own server as `count` processes behind one port. Each connection reaches one of them, so
 * some are asked, and the latest counts; lateness is since the start. Out of the terminal's reach.
 */
export async function startProcesses(
  count: number,
  env: Record<string, string>,
): Promise<ServerUnderTest> {
  const server = await startServer({
    args: [inTop("server/src/main.ts"), "--processes", String(count)],
    env: { ...DEFAULTS, ...env },
    detached: true,
  });
  const { pid } = server.process;
  return {
    url: server.url,
    async sample() {
      const asked = Array.from({ length: ASKED_PER_PROCESS * count }, () => healthOf(server.url));
      const healths = await Promise.all(asked);
      const late = (health: Health) => health.tickLatenessMs?.p99 ?? 0;
      const latest = healths.toSorted((a, b) => late(b) - late(a))[0] as Health;
      return sampleOf(latest, useOfAll(pid === undefined ? [] : [pid]));
    },
    stop: server.stop,
  };
}

/** What we need of /healthz. */
interface Health {
  tickLatenessMs?: { p50: number; p99: number };
}

/** Asks on a connection of its own. */
async function healthOf(url: string): Promise<Health> {
  const options = { signal: AbortSignal.timeout(ANSWER_MS), headers: { connection: "close" } };
  return (await (await fetch(`${url}/healthz`, options)).json()) as Health;
}

function sampleOf(health: Health, use: ProcessUse | undefined): Sample {
  const { p50 = 0, p99 = 0 } = health.tickLatenessMs ?? {};
  // A tick is never less than 1 us late: there was none yet.
  const ifAny = (late: number) => (late > 0 ? late : Number.NaN);
  return {
    at: performance.now(),
    cpuMicros: use?.cpuMicros ?? Number.NaN,
    // Of its heap nobody outside knows; what the system has given it is more, and the nearest.
    heapBytes: use?.rssBytes ?? Number.NaN,
    waitedMicros: Number.NaN,
    pauses: { ms: Number.NaN, longest: Number.NaN },
    latenessMs: { p50: ifAny(p50), p99: ifAny(p99), max: Number.NaN, count: 0 },
  };
}
