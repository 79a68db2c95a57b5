/**
 * Loaded into a server under test (`node --import`): answers on a port of its own what the process
 * has used, so that CPU time and memory are the server's own and not those of the load beside it.
 *
 * `GET /` is a sample; `?reset` restarts lateness and pauses after it, `?gc` collects garbage first.
 * `GET /profile?seconds=10` is a CPU profile of the next ten seconds.
 * `GET /emit?event=NAME` emits that event on `process`, for what is loaded beside the server.
 */
import type { EventEmitter } from "node:events";
import { createServer } from "node:http";
import { Session } from "node:inspector/promises";
import { PerformanceObserver, type RecordableHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import v8 from "node:v8";
import vm from "node:vm";
import { Ticker } from "@quickpong/server/match/ticker.ts";
import { waitedMicros } from "./process-stats.ts";

/** Environment variable with the port to answer on. */
export const PROBE_PORT = "PROBE_PORT";

/** What a process has used so far. NaN is what is not known; in JSON it is null. */
export interface Sample {
  /** ms, any origin. */
  at: number;
  /** User and system time (us). */
  cpuMicros: number;
  /** Time in which the main thread was ready and had no core (us). */
  waitedMicros: number;
  /** JavaScript heap and buffers in use (bytes). */
  heapBytes: number;
  /** Lateness of ticks since the last reset (ms). */
  latenessMs: { p50: number; p99: number; max: number; count: number };
  /** Time in which garbage was collected and nothing else done, and the longest at a time (ms). */
  pauses: Pauses;
}

export interface Pauses {
  ms: number;
  longest: number;
}

let lateness: RecordableHistogram | undefined;

/** Says where it is measured how late this process's ticks are (us). */
export function probe(histogram: RecordableHistogram): void {
  lateness = histogram;
}

/** The game's own server needs no change: the first match shows us its ticker. */
const { add } = Ticker.prototype;
Ticker.prototype.add = function (this: Ticker, ...args) {
  lateness ??= this.lateness.histogram;
  return add.apply(this, args);
};

let pauses: Pauses = { ms: 0, longest: 0 };
const collections = new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) {
    pauses.ms += duration;
    pauses.longest = Math.max(pauses.longest, duration);
  }
});
collections.observe({ entryTypes: ["gc"] });

function collectGarbage(): void {
  v8.setFlagsFromString("--expose-gc");
  const gc = vm.runInNewContext("gc") as () => void;
  for (let i = 0; i < 3; i++) gc();
}

function sample(): Sample {
  const { user, system } = process.cpuUsage();
  const { heapUsed, external } = process.memoryUsage();
  const ms = (micros: number) => Math.round(micros) / 1000;
  return {
    at: performance.now(),
    cpuMicros: user + system,
    waitedMicros: waitedMicros(),
    heapBytes: heapUsed + external,
    latenessMs: lateness?.count
      ? {
          p50: ms(lateness.percentile(50)),
          p99: ms(lateness.percentile(99)),
          max: ms(lateness.max),
          count: lateness.count,
        }
      : { p50: Number.NaN, p99: Number.NaN, max: Number.NaN, count: 0 },
    pauses,
  };
}

/** Between two looks at what runs (us). */
const PROFILE_EVERY = 500;

async function profile(seconds: number): Promise<object> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: PROFILE_EVERY });
    await session.post("Profiler.start");
    await sleep(seconds * 1000);
    return (await session.post("Profiler.stop")).profile;
  } finally {
    session.disconnect();
  }
}

async function answer(url: URL): Promise<object> {
  const { searchParams, pathname } = url;
  if (pathname === "/profile") return profile(Number(searchParams.get("seconds")));
  if (pathname === "/emit")
    return { heard: (process as EventEmitter).emit(searchParams.get("event") ?? "") };
  if (searchParams.has("gc")) collectGarbage();
  const taken = sample();
  if (searchParams.has("reset")) {
    lateness?.reset();
    pauses = { ms: 0, longest: 0 };
  }
  return taken;
}

const port = Number(process.env[PROBE_PORT]);
if (port > 0) {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    response.end(JSON.stringify(await answer(url)));
  });
  server.listen(port, "127.0.0.1").unref();
}
