/** What the hooks do on command. */
import { setTimeout as sleep } from "node:timers/promises";
import { matchMaker } from "@colyseus/core";
import { RateBudget } from "@quickpong/server/limits/rate-budget.ts";
import { TokenBucket } from "@quickpong/server/limits/token-bucket.ts";
import type { WebSocket } from "ws";
import { holdings } from "./holdings.ts";
import { stop, stopped } from "./stops.ts";
import { breakStore, fedSoFar, feed, killStoreThread } from "./store.ts";
import { armed } from "./throws.ts";
import { lateTicks, punctualSince, resetVitals, vitals } from "./vitals.ts";

/** Busy for so long, then not (ms). */
const BURN_ON = 150;
const BURN_OFF = 5;

type Command = (options: URLSearchParams) => unknown;

export const commands: Record<string, Command> = {
  vitals,
  holdings,
  reset: resetVitals,
  stall: (options) => stall(Number(options.get("ms"))),
  eventLoop: (options) => eventLoop(Number(options.get("ms"))),
  stop,
  stopped,
  burn: (options) => burn(Number(options.get("ms"))),
  clock: (options) => stepClock(Number(options.get("ms"))),
  throw: (options) => armed.arm(options.get("where") as "play", options.get("name") ?? ""),
  lenient: (options) => {
    lenient = options.get("on") === "1";
  },
  breakStore,
  killStoreThread,
  feed,
  fed: fedSoFar,
  spill: (options) => spill(socketOf(options), Number(options.get("rate"))),
};

/** The process does nothing else for `ms`; says how many ticks came late, and how long after that. */
async function stall(ms: number): Promise<{ recoveredMs: number; late: number }> {
  const before = lateTicks();
  const until = performance.now() + ms;
  while (performance.now() < until);
  const over = performance.now();
  await sleep(1000);
  return { recoveredMs: Math.max(0, punctualSince() - over), late: lateTicks() - before };
}

/** For `ms` the process has hardly any time for its own work. */
async function burn(ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (performance.now() < end) {
    const until = performance.now() + BURN_ON;
    while (performance.now() < until);
    await sleep(BURN_OFF);
  }
}

/**
 * Goes round the event loop for `ms` without a rest: the CPU time of the longest round (ms), in which
 * everything else of the process has to wait.
 */
async function eventLoop(ms: number): Promise<{ longestMs: number; rounds: number }> {
  let [longest, rounds] = [0, 0];
  for (const end = performance.now() + ms; performance.now() < end; rounds++) {
    const before = process.threadCpuUsage();
    await new Promise((resolve) => setImmediate(resolve));
    const { user, system } = process.threadCpuUsage(before);
    longest = Math.max(longest, user + system);
  }
  return { longestMs: longest / 1000, rounds };
}

const SystemDate = Date;
let shift = 0;

/** Wall-clock time is `ms` off from now on. */
function stepClock(ms: number): void {
  shift = ms;
  const now = (): number => SystemDate.now() + shift;
  globalThis.Date = new Proxy(SystemDate, {
    construct: (target, args) => Reflect.construct(target, args.length > 0 ? args : [now()]),
    get: (target, key) => (key === "now" ? now : Reflect.get(target, key)),
  });
}

/** Nobody is over a limit: so that a client's every frame is read, not only the first few bad ones. */
let lenient = false;
const { take } = TokenBucket.prototype;
TokenBucket.prototype.take = function (this: TokenBucket, ...asked) {
  return take.call(this, ...asked) || lenient;
};
const { takeBytes, takeFrame } = RateBudget.prototype;
RateBudget.prototype.takeBytes = function (this: RateBudget, count) {
  return takeBytes.call(this, count) || lenient;
};
RateBudget.prototype.takeFrame = function (this: RateBudget) {
  return takeFrame.call(this) || lenient;
};

/** Waits between two looks at what is unsent (ms). */
const LOOK_EVERY = 20;
const CHUNK = Buffer.alloc(64 * 1024, 1);

/**
 * Sends a client `rate` bytes a second once the network takes no more of them, until it is closed.
 * Says how much was waiting in the server's memory at the worst, and for how long (ms).
 */
async function spill(socket: WebSocket, rate: number): Promise<{ worstBytes: number; ms: number }> {
  // What the kernel takes is not our memory.
  while (socket.bufferedAmount === 0 && socket.readyState === socket.OPEN) {
    socket.send(CHUNK.subarray(0, 8 * 1024));
    await sleep(0);
  }
  const begin = performance.now();
  let worstBytes = 0;
  while (socket.readyState === socket.OPEN && performance.now() - begin < 10_000) {
    worstBytes = Math.max(worstBytes, socket.bufferedAmount);
    socket.send(CHUNK.subarray(0, (rate * LOOK_EVERY) / 1000));
    await sleep(LOOK_EVERY);
  }
  return { worstBytes, ms: performance.now() - begin };
}

function socketOf(options: URLSearchParams): WebSocket {
  const room = matchMaker.getLocalRoomById(options.get("room") ?? "");
  const client = room?.clients.get(options.get("session") ?? "");
  if (!client) throw new Error("no such client");
  return client.ref as unknown as WebSocket;
}
