/** Results for the store on command, and faults of its thread, its disk and its file. */
import { syncBuiltinESMExports } from "node:module";
import threads, { BroadcastChannel, type Worker, type WorkerOptions } from "node:worker_threads";
import type { StoreFigures } from "@quickpong/server/store/store.ts";
import { type FeedCount, nextStore, ResultFeed } from "../../load/result-feed.ts";
import { STORE_CHANNEL, STORE_FAULT, type StoreFault } from "./store-fault.ts";

/** What `/fed` answers: of the results that were fed since the last `/feed` with a rate. */
export interface Fed extends FeedCount {
  state: string;
  figures: StoreFigures;
}

const PEOPLE = 40;
const THREAD = new URL("./store-thread.ts", import.meta.url).href;

const fed = nextStore().then((store) => ({ store, results: new ResultFeed(store, PEOPLE) }));
let thread: Worker | undefined;
let fault: StoreFault = {};
const channel = new BroadcastChannel(STORE_CHANNEL);
channel.unref();

const { Worker: OriginalWorker } = threads;
class HookedWorker extends OriginalWorker {
  constructor(file: string | URL, options: WorkerOptions = {}) {
    const isStore = options.name === "store";
    const env = { ...process.env, [STORE_FAULT]: JSON.stringify(fault) };
    super(file, isStore ? { ...options, execArgv: ["--import", THREAD], env } : options);
    if (isStore) thread = this;
  }
}
threads.Worker = HookedWorker;
syncBuiltinESMExports();

/** Has the thread, and those that come after it, work like this from now on. */
export function breakStore(options: URLSearchParams): void {
  fault = { syncMs: Number(options.get("syncMs")), only: options.get("only") as "full" };
  channel.postMessage(fault);
}

export const killStoreThread = (): unknown => thread?.terminate();

/** Feeds so many results a second, until it is told another rate. */
export async function feed(options: URLSearchParams): Promise<void> {
  const rate = Number(options.get("rate"));
  const { results } = await fed;
  await results.prepare();
  if (rate === 0) results.stop();
  else results.start(rate);
}

export async function fedSoFar(): Promise<Fed> {
  const { store, results } = await fed;
  return { ...results.count, state: store.state, figures: { ...store.figures } };
}
