/** Results for the store on command, and faults of its thread, its disk and its file. */
import { createHash, randomBytes } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import threads, { BroadcastChannel, type Worker, type WorkerOptions } from "node:worker_threads";
import type { MatchResult, StoreFigures } from "@quickpong/server/store/store.ts";
import { StoreClient } from "@quickpong/server/store/store-client.ts";
import { STORE_CHANNEL, STORE_FAULT, type StoreFault } from "./store-fault.ts";

/** What `/fed` answers: of the results that were fed since the last `/feed` with a rate. */
export interface Fed {
  sent: number;
  saved: number;
  refused: number;
  /** The longest time that one has waited for its commit (ms). */
  slowestMs: number;
  state: string;
  figures: StoreFigures;
}

const PEOPLE = 40;
const THREAD = new URL("./store-thread.ts", import.meta.url).href;

let store: StoreClient | undefined;
let thread: Worker | undefined;
let fault: StoreFault = {};
const channel = new BroadcastChannel(STORE_CHANNEL);
channel.unref();

// The server asks each new store for this once.
const { get } = Object.getOwnPropertyDescriptor(StoreClient.prototype, "opening") ?? {};
Object.defineProperty(StoreClient.prototype, "opening", {
  get(this: StoreClient) {
    store = this;
    return get?.call(this);
  },
});

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

let feeding: NodeJS.Timeout | undefined;
let fed = { sent: 0, saved: 0, refused: 0, slowestMs: 0 };

/** Records so many results a second, until it is told another rate. */
export async function feed(options: URLSearchParams): Promise<void> {
  const rate = Number(options.get("rate"));
  clearInterval(feeding);
  await makePlayers();
  if (rate === 0) return;
  fed = { sent: 0, saved: 0, refused: 0, slowestMs: 0 };
  feeding = setInterval(feedOne, 1000 / rate);
}

export const fedSoFar = (): Fed => ({
  ...fed,
  state: store?.state ?? "none",
  figures: { ...(store as StoreClient).figures },
});

function feedOne(): void {
  const count = fed;
  const begin = performance.now();
  count.sent++;
  store?.record(result()).then(
    () => {
      count.saved++;
      count.slowestMs = Math.max(count.slowestMs, performance.now() - begin);
    },
    () => count.refused++,
  );
}

/** Of two of the same people as always. */
function result(): MatchResult {
  const [left, right] = [someone(), someone()];
  return {
    id: randomBytes(16).toString("hex"),
    kind: "public",
    seats: [left, right],
    names: ["Ann", "Bob"],
    score: [7, 3],
    winner: 0,
    reason: "score",
    rules: "{}",
    rulesVersion: 1,
    endedAt: Date.now(),
    seconds: 90,
    longestRally: 9,
    topSpeed: 1200,
    rated: true,
    sameAddress: false,
  };
}

const someone = () => claimOf(Math.floor(PEOPLE * Math.random()));

const hashOf = (text: string) => createHash("sha256").update(text).digest("hex");
const claimOf = (n: number) => ({ kind: "claim", hash: hashOf(`somebody ${n}`) }) as const;

let made: Promise<unknown> | undefined;
/** Once: matches of people without a player are looked at one by one. */
const makePlayers = (): Promise<unknown> => {
  made ??= Promise.all(Array.from({ length: PEOPLE }, (_, n) => makePlayer(n)));
  return made;
};

async function makePlayer(n: number): Promise<void> {
  const { hash } = claimOf(n);
  await store?.record({ ...result(), seats: [claimOf(n), { kind: "stranger" }] });
  const credential = { hash: hashOf(`device ${n}`), label: "" };
  await store?.redeemClaim(hash, credential, Date.now()).catch(() => {});
}
