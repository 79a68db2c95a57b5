/** Many simulated competitions, and what they come to, on all processors. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";
import { Distribution } from "../../load/distribution.ts";
import { planOf } from "./plan.ts";
import { type Course, playOut } from "./world.ts";

/** Some of the competitions of a kind: the `from`th up to before the `to`th. */
export interface Job {
  kind: CompetitionKind;
  from: number;
  to: number;
}

/** What they came to; plain data. */
export interface Totals extends Omit<Course, "ended"> {
  played: number;
  neverEnded: number;
  /** How long entrants waited for their next match while there was a partner (s): upper bounds and counts. */
  waits: { upTo: number; count: number }[];
}

/** A thread plays so many at a time. */
const AT_ONCE = 50;

/** Plays `counts` competitions of each kind. */
export async function playMany(
  counts: Readonly<Record<CompetitionKind, number>>,
): Promise<Record<CompetitionKind, Totals>> {
  const parts: Record<CompetitionKind, Totals[]> = { arena: [], cup: [], winnerStays: [] };
  const kinds = Object.keys(parts) as CompetitionKind[];
  const jobs = kinds.flatMap((kind) => jobsOf(kind, counts[kind]));
  const work = () => onThread(jobs, ({ kind }, totals) => parts[kind].push(totals));
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, work));
  return { arena: sum(parts.arena), cup: sum(parts.cup), winnerStays: sum(parts.winnerStays) };
}

/** Plays a job in this thread. */
export function playJob({ kind, from, to }: Job): Totals {
  const waits = new Distribution();
  const courses = Array.from({ length: to - from }, (_, n) =>
    playOut(planOf(kind, from + n), waits),
  );
  const parts = courses.map((course) => ({
    ...course,
    played: 1,
    neverEnded: Number(!course.ended),
    waits: [],
  }));
  return { ...sum(parts), waits: waits.bins() };
}

function jobsOf(kind: CompetitionKind, count: number): Job[] {
  return Array.from({ length: Math.ceil(count / AT_ONCE) }, (_, n) => ({
    kind,
    from: n * AT_ONCE,
    to: Math.min(count, (n + 1) * AT_ONCE),
  }));
}

async function onThread(jobs: Job[], finished: (job: Job, totals: Totals) => void): Promise<void> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  const ask = (job: Job) =>
    new Promise<Totals>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", (totals: Totals) => {
        worker.off("error", reject);
        resolve(totals);
      });
      worker.postMessage(job);
    });
  try {
    for (let job = jobs.shift(); job; job = jobs.shift()) finished(job, await ask(job));
  } finally {
    await worker.terminate();
  }
}

const NOTHING: Totals = {
  played: 0,
  neverEnded: 0,
  doublePairings: 0,
  wrongPoints: 0,
  wrongFolds: 0,
  events: 0,
  counts: { called: 0, won: 0, drawn: 0, walkover: 0, bothAbsent: 0, void: 0, restarted: 0 },
  waits: [],
};

function sum(parts: readonly Totals[]): Totals {
  const total: Totals = { ...NOTHING, counts: { ...NOTHING.counts }, waits: [] };
  for (const part of parts) {
    total.played += part.played;
    total.neverEnded += part.neverEnded;
    total.doublePairings += part.doublePairings;
    total.wrongPoints += part.wrongPoints;
    total.wrongFolds += part.wrongFolds;
    total.events += part.events;
    for (const name of Object.keys(total.counts) as (keyof Totals["counts"])[]) {
      total.counts[name] += part.counts[name];
    }
    total.waits.push(...part.waits);
  }
  return total;
}
