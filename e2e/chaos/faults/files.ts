/** The client's files: paths that would hang a pattern, downloads that are given up, files that go away. */
import { writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../lib/start-server.ts";
import { LARGE, makeClient, PAGE, removeClient, SMALL } from "../client-folder.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { startHooked } from "../hooked.ts";
import type { Vitals } from "../hooks/vitals.ts";
import { openFiles } from "../open-files.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil, until } from "../until.ts";

const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

/** A path that has hung a server for good, and one that has cost 11 ms; each is asked for so often. */
const WORST_PATHS = [`/${"a.a".repeat(30)}!`, `/assets/${"-".repeat(2000)}`];
const TIMES = 400;
/** Ordinary requests take 0.1 ms (CPU time). */
const CPU_MAX = 1;

/** The status of what is there, on a connection of its own. */
async function statusOf(env: ServerEnv, path: string): Promise<number> {
  const answer = await fetch(env.url + path, { signal: AbortSignal.timeout(5000) });
  await answer.arrayBuffer();
  return answer.status;
}

const worstPaths: Fault = {
  name: "paths that hang patterns",
  guarantee: "No path costs more than a millisecond of CPU time; others stay punctual.",
  play: (env) =>
    env.meanwhile(async () => {
      const quiet = await env.cpuMs(() => sleep(1000));
      const begin = performance.now();
      const statuses: number[] = [];
      const cpu = await env.cpuMs(async () => {
        for (let n = 0; n < TIMES; n++)
          for (const path of WORST_PATHS) statuses.push(await statusOf(env, path));
      });
      const others = (quiet * (performance.now() - begin)) / 1000;
      return [
        ...env.survived(),
        atMost("CPU time of a request", (cpu - others) / statuses.length, CPU_MAX, "ms"),
        atMost("answered otherwise than 404", statuses.filter((each) => each !== 404).length, 0),
      ];
    }),
};

const DOWNLOADS = 200;

/** Asks for the large file and hangs up: at once, or with the first piece of it. */
function giveUp(port: number, atOnce: boolean): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write(request(LARGE.path), () => atOnce && socket.destroy());
    });
    socket.once("data", () => socket.destroy());
    socket.on("error", () => {}).once("close", () => resolve());
  });
}

const givenUp: Fault = {
  name: "downloads given up",
  guarantee: "Who hangs up during a download or right after one leaves nothing open.",
  play: (env) =>
    env.meanwhile(async () => {
      const { port, process } = env.server;
      const open = () => openFiles(process.pid) ?? 0;
      const before = open();
      for (let n = 0; n < DOWNLOADS; n++) await giveUp(port, n % 2 === 0);
      await timeUntil(() => open() <= before, 3000);
      return [...env.survived(), atMost("left open", Math.max(0, open() - before), 0)];
    }),
};

const READERS = 40;
/** More than the system takes from the server for somebody who does not read (bytes). */
const HUGE = { path: "/assets/huge-a1B2c3D4.bin", bytes: 20_000_000 };
/** In the server's own memory, for all of them; what they have asked for is 800 MB. */
const MEMORY_MAX = 15;

function askAndWait(port: number): Socket {
  const socket = connect(port, "127.0.0.1", () => socket.write(request(HUGE.path)));
  return socket.pause().on("error", () => {});
}

const unread: Fault = {
  name: "downloads never read",
  guarantee:
    "Who asks for a file and does not read it costs no copy of it and is closed within 65 s.",
  slow: true,
  async play() {
    const folder = makeClient();
    writeFileSync(join(folder, HUGE.path), Buffer.alloc(HUGE.bytes));
    const { server, hooks } = await startHooked({
      QUICKPONG_CLIENT_DIR: folder,
      QUICKPONG_PROXIES: "1",
    });
    const before = await hooks.tell<Vitals>("vitals");
    const open = () => openFiles(server.process.pid) ?? 0;
    const files = open();
    const readers = Array.from({ length: READERS }, () => askAndWait(server.port));
    await until("all asked", () => readers.every(({ bytesWritten }) => bytesWritten > 0));
    const begin = performance.now();
    await sleep(1000);
    const held = (await hooks.tell<Vitals>("vitals")).heapBytes - before.heapBytes;
    const waiting = open() - files;
    await timeUntil(() => open() <= files, 90_000);
    const gone = performance.now() - begin;
    for (const socket of readers) socket.destroy();
    await server.crash();
    return [
      // The hooks have a connection, too, which may come and go.
      atLeast("waiting", waiting, 0.9 * READERS),
      atMost("memory for all", held / 1e6, MEMORY_MAX, "MB"),
      atMost("closed after", gone, 65_000, "ms"),
    ];
  },
};

const removed: Fault = {
  name: "client removed",
  guarantee: "A client that is built anew or removed changes nothing for a server that runs.",
  async play() {
    const folder = makeClient();
    const server = await startServer({ env: { QUICKPONG_CLIENT_DIR: folder } });
    const before = openFiles(server.process.pid) ?? 0;
    removeClient(folder);
    const texts = ["/", SMALL, LARGE.path].map(async (path) =>
      (await fetch(server.url + path)).text(),
    );
    const [page, , large] = await Promise.all(texts);
    const errors = server.log().split('"level":50').length - 1;
    await timeUntil(() => (openFiles(server.process.pid) ?? 0) <= before + texts.length, 3000);
    await server.crash();
    return [
      atLeast("pages as before", Number(page === PAGE), 1),
      atLeast("bytes of the largest file", large?.length ?? 0, LARGE.bytes),
      atMost("errors logged", errors, 0),
    ];
  },
};

export const fileFaults = [worstPaths, givenUp, removed, unread];
