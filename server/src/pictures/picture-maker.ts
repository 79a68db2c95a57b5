/** Pictures and clips of recorded matches, made by a thread of their own, which is there only while pictures are wanted. */
import { Worker } from "node:worker_threads";
import type { Clip } from "@quickpong/shared/protocol/clip.ts";
import { BoundedMap } from "../limits/bounded-map.ts";
import type { Drawn, DrawRequest } from "./thread.ts";

/** Pictures that are kept (some 100 kB each, at most 300). */
const KEPT = 64;
/** Pictures that are drawn or wait for it. */
const WAITING_MAX = 16;
/** A picture takes some 60 ms: a thread that has drawn none for so long (ms) has hung. */
const HUNG = 20_000;
/** A thread that has drawn nothing for so long (ms) gives its 60 MB back. */
const IDLE = 30_000;

/** Too many are wanted at once. */
export class PicturesBusy extends Error {
  override name = "PicturesBusy";
}

type Done = Exclude<Drawn, { error: string }>;

interface Pending {
  resolve(done: Done): void;
  reject(error: Error): void;
}

const startThread = (): Worker =>
  // Node's options of this process are not for it: what is preloaded here is not to run there as well.
  new Worker(new URL("./thread.ts", import.meta.url), { execArgv: [], name: "pictures" });

export class PictureMaker {
  readonly #startThread: typeof startThread;
  readonly #kept = new BoundedMap<string, Uint8Array>(KEPT);
  readonly #wanted = new Map<string, Promise<Uint8Array>>();
  readonly #pending = new Map<number, Pending>();
  #thread: Worker | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lastId = 0;

  constructor(start = startThread) {
    this.#startThread = start;
  }

  /** The picture that is kept of this replay. */
  kept(replay: string): Uint8Array | undefined {
    return this.#kept.get(replay);
  }

  /** Of a replay that is gone nothing is kept. */
  forget(replay: string): void {
    this.#kept.delete(replay);
  }

  /**
   * Draws a replay from its stored bytes, once for all who ask at the same time. Rejects with PicturesBusy when too
   * many are wanted, and with whatever else is wrong.
   */
  draw(replay: string, gzip: Uint8Array): Promise<Uint8Array> {
    const wanted = this.#wanted.get(replay);
    if (wanted) return wanted;
    const drawing = this.#draw(gzip).finally(() => this.#wanted.delete(replay));
    this.#wanted.set(replay, drawing);
    return drawing.then((png) => {
      this.#kept.set(replay, png);
      return png;
    });
  }

  /**
   * A clip of a recording's longest rally, as it is stored, or of the last seconds of one that goes on, as it is so
   * far. Null when there is not enough to be seen; rejects as `draw` does.
   */
  async clip(kind: "rally" | "running", bytes: Uint8Array): Promise<Clip | null> {
    const done = await this.#ask(kind, bytes);
    return "clip" in done ? done.clip : null;
  }

  /** Ends the thread; what is still wanted is rejected. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#end(new Error("closed"));
    await thread?.terminate();
  }

  async #draw(gzip: Uint8Array): Promise<Uint8Array> {
    const done = await this.#ask("picture", gzip);
    if ("png" in done) return done.png;
    throw new Error("the pictures' thread has drawn no picture");
  }

  #ask(kind: DrawRequest["kind"], bytes: Uint8Array): Promise<Done> {
    if (this.#pending.size >= WAITING_MAX) return Promise.reject(new PicturesBusy());
    return new Promise((resolve, reject) => {
      this.#thread ??= this.#start();
      const id = ++this.#lastId;
      this.#pending.set(id, { resolve, reject });
      this.#thread.postMessage({ id, kind, bytes } satisfies DrawRequest);
      if (this.#pending.size === 1) this.#watch();
    });
  }

  #start(): Worker {
    const thread = this.#startThread();
    const end = (error: Error) => {
      if (thread === this.#thread) this.#end(error);
    };
    thread.on("message", (drawn: Drawn) => this.#hear(drawn));
    thread.once("error", end);
    thread.once("exit", (code) => end(new Error(`the pictures' thread has ended (${code})`)));
    // A process that has nothing else to do may end.
    thread.unref();
    return thread;
  }

  #hear(drawn: Drawn): void {
    const pending = this.#pending.get(drawn.id);
    this.#pending.delete(drawn.id);
    this.#watch();
    if ("error" in drawn) pending?.reject(new Error(drawn.error));
    else pending?.resolve(drawn);
  }

  /** A thread that owes a picture for too long is ended, and so is one that nobody needs. */
  #watch(): void {
    clearTimeout(this.#timer);
    const owes = this.#pending.size > 0;
    const why = new Error(owes ? "the pictures' thread has hung" : "not needed");
    this.#timer = setTimeout(() => void this.#endBy(why), owes ? HUNG : IDLE).unref();
  }

  #endBy(why: Error): void {
    const thread = this.#thread;
    this.#end(why);
    void thread?.terminate();
  }

  #end(why: Error): void {
    clearTimeout(this.#timer);
    this.#thread = undefined;
    for (const { reject } of this.#pending.values()) reject(why);
    this.#pending.clear();
  }
}
