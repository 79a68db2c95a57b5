/** A server with a probe in it, or one that runs elsewhere and tells less. */

import type { CpuProfile } from "../tools/cpu-profile.ts";
import { inTop } from "../tools/paths.ts";
import { freePort, startServer } from "../tools/start-server.ts";
import { processOnPort, useOf } from "./process-stats.ts";
import { PROBE_PORT, type Sample } from "./server-probe.ts";

export interface ServerUnderTest {
  /** Base address (http). */
  url: string;
  /** What its process has used; undefined when it does not tell. */
  sample(options?: { gc?: boolean; reset?: boolean }): Promise<Sample | undefined>;
  stop(): Promise<void>;
}

export interface StartOptions {
  /** The program, relative to the repository; the game's own server when left out. */
  program?: string;
  /** Further options of Node. */
  nodeArgs?: string[];
  env?: Record<string, string>;
}

const PROBE = "e2e/bots/server-probe.ts";
/** Nobody waits for the end of matches that bots have left. */
const DEFAULTS = { QUICKPONG_LOG_LEVEL: "warn", QUICKPONG_DRAIN_SECONDS: "0" };

/** One that was started here tells more. */
export interface ProbedServer extends ServerUnderTest {
  sample(options?: { gc?: boolean; reset?: boolean }): Promise<Sample>;
  /** A CPU profile of the next `seconds`. */
  profile(seconds: number): Promise<CpuProfile>;
}

/** Starts a server on this machine, with the probe. */
export async function startProbed(options: StartOptions = {}): Promise<ProbedServer> {
  const probePort = await freePort();
  const program = options.program ?? "server/src/main.ts";
  const server = await startServer({
    args: [...(options.nodeArgs ?? []), "--import", inTop(PROBE), inTop(program)],
    env: { [PROBE_PORT]: String(probePort), ...DEFAULTS, ...options.env },
  });
  const ask = async (path: string): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${probePort}/${path}`)).json();
  return {
    url: server.url,
    async sample({ gc, reset } = {}) {
      const query = [gc && "gc", reset && "reset"].filter(Boolean).join("&");
      return (await ask(`?${query}`)) as Sample;
    },
    profile: async (seconds) => (await ask(`profile?seconds=${seconds}`)) as CpuProfile,
    stop: server.stop,
  };
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * A server that somebody else runs: its /healthz says how late its ticks are since its start, and
 * when it runs on this machine the system says what its process has used.
 */
export function runningServer(url: string): ServerUnderTest {
  const { hostname, port, protocol } = new URL(url);
  const portNumber = Number(port || (protocol === "https:" ? 443 : 80));
  const pid = LOOPBACK.has(hostname) ? processOnPort(portNumber) : undefined;
  return {
    url,
    async sample() {
      const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5000) });
      const health = (await answer.json()) as {
        matches?: number;
        tickLatenessMs?: { p50: number; p99: number };
      };
      const { p50 = 0, p99 = 0 } = health.tickLatenessMs ?? {};
      const use = pid === undefined ? undefined : useOf(pid);
      return {
        at: performance.now(),
        cpuMicros: use?.cpuMicros ?? Number.NaN,
        rssBytes: use?.rssBytes ?? Number.NaN,
        // Of its heap nobody outside knows; what the system has given it is more, and the nearest.
        heapBytes: use?.rssBytes ?? Number.NaN,
        matches: health.matches ?? 0,
        latenessMs: { p50, p99, max: p99, count: 0 },
      };
    },
    async stop() {},
  };
}
