/** Threads that play duels. */
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { added, noScore, type Score } from "./score.ts";
import type { Job } from "./worker.ts";

/** Matches that a thread is given at a time. */
const AT_A_TIME = 10;

export class DuelPool {
  readonly #workers: Worker[];
  readonly #free: Worker[];
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(threads = availableParallelism()) {
    this.#workers = Array.from(
      { length: Math.max(1, threads) },
      () => new Worker(new URL("./worker.ts", import.meta.url)),
    );
    this.#free = [...this.#workers];
  }

  /** Plays all matches of a job, or until `stop` says so before the next few. */
  async play(job: Job, stop: () => boolean = () => false): Promise<Score> {
    const parts: Promise<Score>[] = [];
    for (let from = 0; from < job.matches; from += AT_A_TIME) {
      const matches = Math.min(AT_A_TIME, job.matches - from);
      parts.push(this.#part({ ...job, seed: job.seed + from, matches }, stop));
    }
    return (await Promise.all(parts)).reduce(added, noScore());
  }

  async #part(job: Job, stop: () => boolean): Promise<Score> {
    const worker = await this.#take();
    try {
      return stop() ? noScore() : await ask(worker, job);
    } finally {
      const next = this.#waiting.shift();
      if (next) next(worker);
      else this.#free.push(worker);
    }
  }

  #take(): Promise<Worker> {
    const worker = this.#free.pop();
    if (worker) return Promise.resolve(worker);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, job: Job): Promise<Score> {
  return new Promise((resolve, reject) => {
    const settle = (done: () => void) => {
      worker.off("message", answered);
      worker.off("error", failed);
      done();
    };
    const answered = (score: Score) => settle(() => resolve(score));
    const failed = (error: Error) => settle(() => reject(error));
    worker.on("message", answered);
    worker.on("error", failed);
    worker.postMessage(job);
  });
}
