/** The measured time of a run: what counts is what has come since its beginning. */
import { busyMicros } from "../lib/machine.ts";
import { type CountsAt, countsAt } from "./counts.ts";
import type { Fleet } from "./fleet.ts";
import type { RunFacts } from "./report.ts";
import type { RunMetrics } from "./run-metrics.ts";
import { ask, type ServerUnderTest } from "./server-under-test.ts";
import type { Watch } from "./watch.ts";

/** Who plays, where, and who watches. */
export interface LoadRun {
  tally: RunMetrics;
  fleet: Fleet;
  server: ServerUnderTest;
  watch: Watch;
}

export interface Beginning {
  mark: CountsAt;
  /** What this process and the whole machine had used by then. */
  cpu: NodeJS.CpuUsage;
  busy: number;
}

/** What a report needs of it. */
export type Measured = Pick<RunFacts, "from" | "to" | "times" | "generator">;

/** The measured time begins now, also when one has begun before. */
export async function begin(stage: LoadRun): Promise<Beginning> {
  await ask(stage.server, { reset: true });
  const mark = await takeMark(stage);
  stage.watch.restartLag();
  stage.tally.restart();
  return { mark, cpu: process.cpuUsage(), busy: busyMicros() };
}

/** The measured time ends now. */
export async function end(stage: LoadRun, { mark: from, cpu, busy }: Beginning): Promise<Measured> {
  const to = await takeMark(stage);
  const times = stage.tally.restart();
  const { user, system } = process.cpuUsage(cpu);
  const micros = (to.at - from.at) * 1000;
  const server = (to.server?.cpuMicros ?? Number.NaN) - (from.server?.cpuMicros ?? Number.NaN);
  const others = (busyMicros() - busy - user - system - server) / micros;
  const generator = {
    cpuShare: (user + system) / micros,
    lagMsMax: stage.watch.lag,
    othersCpuShare: Number.isFinite(others) ? Math.max(0, others) : null,
  };
  return { from, to, times, generator };
}

async function takeMark({ tally, fleet, server }: LoadRun): Promise<CountsAt> {
  const sample = await ask(server);
  fleet.count();
  return countsAt(tally, performance.now(), sample);
}
