/** Spreads cells over threads; big cells are split so that no thread is left with one of them. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Cell, CellResult } from "./cell.ts";
import { merge } from "./merge.ts";

/** Contacts that one job plays at most. */
const JOB = 2500;

interface Job {
  index: number;
  cell: Cell;
  seed: number;
}

/** Results in the order of the cells; `done` is told of each cell as it is finished. */
export async function runCells(
  cells: readonly Cell[],
  seed: number,
  done: (result: CellResult) => void,
): Promise<CellResult[]> {
  const jobs = cells.flatMap((cell, index) => split(cell, index, seed));
  const parts: CellResult[][] = cells.map(() => []);
  const left = cells.map((_, index) => jobs.filter((job) => job.index === index).length);
  const results: CellResult[] = [];
  await Promise.all(
    Array.from({ length: Math.max(1, availableParallelism()) }, () =>
      work(jobs, (job, result) => {
        parts[job.index]?.push(result);
        left[job.index] = (left[job.index] ?? 0) - 1;
        if (left[job.index] !== 0) return;
        const merged = merge(parts[job.index] ?? []);
        results[job.index] = merged;
        done(merged);
      }),
    ),
  );
  return results;
}

function split(cell: Cell, index: number, seed: number): Job[] {
  const count = Math.ceil(cell.wanted / JOB);
  const wanted = Math.ceil(cell.wanted / count);
  return Array.from({ length: count }, (_, i) => {
    return { index, cell: { ...cell, wanted }, seed: seed + i * 100_000 };
  });
}

async function work(jobs: Job[], finished: (job: Job, result: CellResult) => void): Promise<void> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url));
  try {
    for (let job = jobs.shift(); job; job = jobs.shift()) finished(job, await ask(worker, job));
  } finally {
    await worker.terminate();
  }
}

function ask(worker: Worker, job: Job): Promise<CellResult> {
  return new Promise((resolve, reject) => {
    worker.once("message", (result: CellResult) => {
      worker.off("error", reject);
      resolve(result);
    });
    worker.once("error", reject);
    worker.postMessage(job);
  });
}
