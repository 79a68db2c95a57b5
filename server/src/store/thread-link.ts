/** The way to one thread of the store: questions with a deadline, and what becomes of it. */
import { Worker } from "node:worker_threads";
import type { Requests } from "./requests.ts";
import { StoreError } from "./store.ts";
import type { Request, Said, ThreadOptions } from "./thread.ts";

/** A new thread with thread.ts in it. */
export const startThread = (options: ThreadOptions): Worker =>
  // Node's options of this process are not for it: what is preloaded here is not to run there as well.
  new Worker(new URL("./thread.ts", import.meta.url), {
    workerData: options,
    execArgv: [],
    name: "store",
  });

export interface LinkEvents {
  opened(): void;
  /** The database can't be used, and the thread is gone. */
  unusable(why: string): void;
  /** The thread is gone. Whatever was asked has been rejected. */
  gone(why: string): void;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  timer: NodeJS.Timeout;
}

/** Questions that wait for an answer: more than that are refused. */
const PENDING_MAX = 2000;
/** A thread that was asked and has said nothing for so long (ms) has hung, or its database has. */
const HUNG = 12_000;

export class ThreadLink {
  readonly #worker: Worker;
  readonly #events: LinkEvents;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #isGone = false;
  /** Since when it has owed an answer and said nothing; undefined when it owes none. */
  #silentSince: number | undefined;

  constructor(worker: Worker, events: LinkEvents) {
    this.#events = events;
    this.#worker = worker;
    this.#worker.on("message", (said: Said) => this.#hear(said));
    this.#worker.once("error", (error) => this.#end(String(error)));
    this.#worker.once("exit", (code) => this.#end(`its thread has ended (${code})`));
    // A process that has nothing else to do may end.
    this.#worker.unref();
  }

  /** Rejects with a StoreError after `deadline` (ms), or when the thread says so or ends. */
  ask<M extends keyof Requests>(
    method: M,
    args: Parameters<Requests[M]>,
    deadline: number,
  ): ReturnType<Requests[M]> {
    const asked = new Promise((resolve, reject) => {
      if (this.#isGone || this.#pending.size >= PENDING_MAX)
        return reject(new StoreError("the store has too much to do"));
      const id = ++this.#lastId;
      const timer = setTimeout(() => this.#late(id, deadline), deadline);
      this.#pending.set(id, { resolve, reject, timer });
      this.#silentSince ??= performance.now();
      this.#worker.postMessage({ id, method, args } satisfies Request);
    });
    return asked as ReturnType<Requests[M]>;
  }

  /** Closes the database and ends the thread, by force after `ms`. */
  async close(ms: number): Promise<void> {
    if (this.#isGone) return;
    const ended = new Promise<void>((resolve) => this.#worker.once("exit", () => resolve()));
    this.#worker.postMessage("close");
    const timer = setTimeout(() => void this.#worker.terminate(), ms);
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ms + 100).unref())]);
    clearTimeout(timer);
  }

  /** Ends the thread; `gone` is told at once. */
  kill(why: string): void {
    void this.#worker.terminate();
    this.#end(why);
  }

  #late(id: number, deadline: number): void {
    this.#settle(id)?.reject(new StoreError(`no answer in ${deadline} ms`));
    const silent = performance.now() - (this.#silentSince ?? performance.now());
    if (silent >= HUNG) this.kill(`no sign of life in ${Math.round(silent)} ms`);
  }

  #settle(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) clearTimeout(pending.timer);
    return pending;
  }

  #hear(said: Said): void {
    if (this.#isGone) return;
    if ("id" in said) {
      const pending = this.#settle(said.id);
      this.#silentSince = this.#pending.size > 0 ? performance.now() : undefined;
      if ("error" in said) pending?.reject(new StoreError(said.error));
      else pending?.resolve(said.value);
    } else if ("opened" in said) this.#events.opened();
    else if ("failed" in said) this.#end(said.failed);
    else {
      this.#isGone = true;
      this.#events.unusable(said.unusable);
    }
  }

  #end(why: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    for (const id of [...this.#pending.keys()]) this.#settle(id)?.reject(new StoreError(why));
    this.#events.gone(why);
  }
}
