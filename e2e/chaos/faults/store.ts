/** The store's file, disk, thread or Postgres fails while matches are played and end. */
import { execFileSync } from "node:child_process";
import { openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findProgram } from "../../lib/programs.ts";
import { childrenOf } from "../../load/process-stats.ts";
import { atLeast, atMost, type Fault, type Figure } from "../finding.ts";
import type { Fed } from "../hooks/store.ts";
import type { StoreEnv } from "../store-env.ts";
import { timeUntil, until } from "../until.ts";

type StoreFault = Fault<StoreEnv>;

/** For so long (ms) a fault lasts once it is told. */
const LASTS = 3000;
/** A hung commit is given up after 15 s, a refused one tried again within 10 s, and then a new thread started. */
const GIVEN_UP = 60_000;

const slowSync = (ms: number): StoreFault => ({
  name: `sync of ${ms} ms`,
  guarantee: "Ticks are as punctual as before, and all results are saved.",
  play: (env) =>
    env.feedDuring(async () => {
      await env.server.tell("breakStore", { syncMs: ms });
      await sleep(Math.max(LASTS, 2 * ms));
      await env.server.tell("breakStore");
      return [];
    }),
});

/** The disk says so for a while. */
const disk = (name: string, only: "full" | "read"): StoreFault => ({
  name,
  guarantee: "Matches go on, the operator is told, and what waited is saved afterwards.",
  play: (env) =>
    env.feedDuring(async () => {
      await env.server.tell("breakStore", { only });
      const told = await env.untilTold();
      await sleep(LASTS);
      const { figures } = await env.fed();
      await env.server.tell("breakStore");
      return [told, atLeast("results waited", figures.waiting, 1)];
    }, GIVEN_UP),
});

/**
 * The system itself takes no byte beyond so many in any file of the server (EFBIG), as it takes none on a full disk
 * (ENOSPC): SQLite sees its writes fail in the middle.
 */
function limitFiles({ server }: StoreEnv, bytes: number | "unlimited"): void {
  const { pid } = server.server.process;
  execFileSync("prlimit", ["--pid", String(pid), `--fsize=${bytes}:`]);
}
const FIRST_PAGE = 4096;

const writesFail: StoreFault = {
  name: "system refuses the store's writes",
  guarantee: "Matches go on, the operator is told, and what waited is saved afterwards, once.",
  async play(env) {
    const before = env.count();
    const figures = await env.feedDuring(async () => {
      limitFiles(env, FIRST_PAGE);
      const told = await env.untilTold();
      await sleep(LASTS);
      const { figures } = await env.fed();
      limitFiles(env, "unlimited");
      return [told, atLeast("results waited", figures.waiting, 1)];
    });
    const { saved } = await env.fed();
    return [...figures, atMost("counted amiss", Math.abs(env.count() - before - saved), 0)];
  },
};

const gone: StoreFault = {
  name: "store's file gone",
  guarantee: "Matches go on, and results from then on are in a new file.",
  async play(env) {
    for (const name of readdirSync(env.folder)) rmSync(join(env.folder, name));
    const figures = await env.feedDuring(async () => [await env.untilTold()]);
    const { saved } = await env.fed();
    return [...figures, atLeast("in the new file", env.count(), saved)];
  },
};

const corrupt: StoreFault = {
  name: "store's file corrupt",
  guarantee:
    "Once it is read the operator is told; matches go on, and what waited is saved in a new file.",
  play: (env) =>
    env.feedDuring(async () => {
      const descriptor = openSync(env.file, "r+");
      const garbage = Buffer.alloc(statSync(env.file).size, 0xa5);
      writeSync(descriptor, garbage, 0, garbage.length, 0);
      truncateSync(`${env.file}-wal`, 0);
      // A file as small as this one is in memory as a whole: a new thread has to read it.
      await env.server.tell("killStoreThread");
      const told = await env.untilTold();
      await until("the log says why", () => env.server.server.log().includes("it is damaged"));
      // What an operator does, without stopping the server.
      for (const name of readdirSync(env.folder)) rmSync(join(env.folder, name));
      return [told];
    }, GIVEN_UP),
};

const killed: StoreFault = {
  name: "store's thread killed",
  guarantee: "A new one is started, and all results are saved once.",
  async play(env) {
    const before = env.count();
    const figures = await env.feedDuring(async () => {
      for (let n = 0; n < 3; n++) {
        await env.server.tell("killStoreThread");
        await sleep(1000);
      }
      return [];
    });
    const { saved } = await env.fed();
    return [...figures, atMost("counted amiss", Math.abs(env.count() - before - saved), 0)];
  },
};

const steps = [3_600_000, -3_600_000, 0];
const clock: StoreFault = {
  name: "clock steps by an hour",
  guarantee: "Results go on being saved, each once.",
  async play(env) {
    const before = env.count();
    const figures = await env.feedDuring(async () => {
      for (const ms of steps) {
        await env.server.tell("clock", { ms });
        await sleep(LASTS / steps.length);
      }
      return [];
    });
    const { saved } = await env.fed();
    return [...figures, atMost("counted amiss", Math.abs(env.count() - before - saved), 0)];
  },
};

/** Results that come in a second, each commit taking so long (ms): most of them wait. */
const CROWD = { rate: 1000, syncMs: 100, ms: 1000 };

const sigterm: StoreFault = {
  name: "results waiting at shutdown",
  guarantee: "All of them are saved before the process ends by itself.",
  async play({ server, count }) {
    await server.tell("breakStore", { syncMs: CROWD.syncMs });
    await server.tell("feed", { rate: 0 });
    const before = count();
    await server.tell("feed", { rate: CROWD.rate });
    await sleep(CROWD.ms);
    await server.tell("feed", { rate: 0 });
    const { sent, figures } = await server.tell<Fed>("fed");
    const { process } = server.server;
    server.watchdog.stop();
    process.kill("SIGTERM");
    const ms = await timeUntil(() => process.exitCode !== null, 15_000);
    return [
      atLeast("waiting at the signal", figures.waiting, 100),
      atMost("lost", before + sent - count(), 0),
      atMost("ended after", ms, 10_000, "ms"),
      atMost("exit status", process.exitCode ?? 1, 0),
    ];
  },
};

export const storeFaults: StoreFault[] = [
  slowSync(500),
  { ...slowSync(5000), slow: true },
  disk("disk full", "full"),
  disk("disk read-only", "read"),
  // Linux has the command that limits another process.
  ...(findProgram("prlimit") ? [writesFail] : []),
  killed,
  clock,
  corrupt,
  gone,
  sigterm,
];

const STOPPED = 30_000;

/** All its processes: each connection has one of its own. */
function signalAll(env: StoreEnv, signal: NodeJS.Signals): void {
  const pid = env.postgres?.server.process.pid as number;
  for (const each of [pid, ...childrenOf(pid)]) process.kill(each, signal);
}

const stopped: StoreFault = {
  name: "Postgres stopped for 30 s",
  guarantee: "Matches go on, the operator is told, and what waited is saved afterwards.",
  slow: true,
  play: (env) =>
    env.feedDuring(async () => {
      signalAll(env, "SIGSTOP");
      const begin = performance.now();
      const told = await env.untilTold();
      await sleep(Math.max(0, STOPPED - (performance.now() - begin)));
      signalAll(env, "SIGCONT");
      return [told];
    }, GIVEN_UP),
};

const reset: StoreFault = {
  name: "connections to Postgres reset",
  guarantee: "Others take their place, and all results are saved once.",
  play: (env) =>
    env.feedDuring(async () => {
      const figures: Figure[] = [];
      for (let n = 0; n < 3; n++) {
        for (const connection of env.postgres?.proxy.connections ?? []) connection.reset();
        await sleep(1000);
      }
      return figures;
    }, GIVEN_UP),
};

const unreachable: StoreFault = {
  name: "Postgres out of reach",
  guarantee: "Matches go on, the operator is told, and what waited is saved afterwards.",
  play: (env) =>
    env.feedDuring(async () => {
      const proxy = env.postgres?.proxy;
      proxy?.refuse(true);
      for (const connection of proxy?.connections ?? []) connection.reset();
      const told = await env.untilTold();
      await sleep(LASTS);
      proxy?.refuse(false);
      return [told];
    }, GIVEN_UP),
};

export const postgresFaults: StoreFault[] = [reset, unreachable, stopped];
