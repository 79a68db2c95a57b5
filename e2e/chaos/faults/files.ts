/** The client's files: paths that would hang a pattern, downloads that are given up, files that go away. */
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "../../tools/start-server.ts";
import type { Arena } from "../arena.ts";
import { LARGE, makeClient, PAGE, removeClient, SMALL } from "../client-folder.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { openFiles } from "../open-files.ts";
import { timeUntil, until } from "../until.ts";

const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`;

/** A path that has hung a server for good, and one that has cost 11 ms; each is asked for so often. */
const WORST_PATHS = [`/${"a.a".repeat(30)}!`, `/assets/${"-".repeat(2000)}`];
const TIMES = 400;
/** Ordinary requests take 0.1 ms (CPU time). */
const CPU_MAX = 1;

/** The status of what is there, on a connection of its own. */
async function statusOf(arena: Arena, path: string): Promise<number> {
  const answer = await fetch(arena.url + path, { signal: AbortSignal.timeout(5000) });
  await answer.arrayBuffer();
  return answer.status;
}

const worstPaths: Fault = {
  name: "paths that hang patterns",
  guarantee: "No path costs more than a millisecond of CPU time; others stay punctual.",
  play: (arena) =>
    arena.meanwhile(async () => {
      const quiet = await arena.cpuMs(() => sleep(1000));
      const begin = performance.now();
      const statuses: number[] = [];
      const cpu = await arena.cpuMs(async () => {
        for (let n = 0; n < TIMES; n++)
          for (const path of WORST_PATHS) statuses.push(await statusOf(arena, path));
      });
      const others = (quiet * (performance.now() - begin)) / 1000;
      return [
        ...arena.survived(),
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
  play: (arena) =>
    arena.meanwhile(async () => {
      const { port, process } = arena.server;
      const open = () => openFiles(process.pid) ?? 0;
      const before = open();
      for (let n = 0; n < DOWNLOADS; n++) await giveUp(port, n % 2 === 0);
      await timeUntil(() => open() <= before, 3000);
      return [...arena.survived(), atMost("left open", Math.max(0, open() - before), 0)];
    }),
};

const READERS = 300;
/** In the server's own memory, for all of them; their files have 180 MB. */
const MEMORY_MAX = 15;

function askAndWait(port: number): Socket {
  const asked = request(LARGE.path).replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
  const socket = connect(port, "127.0.0.1", () => socket.write(asked));
  return socket.pause().on("error", () => {});
}

const unread: Fault = {
  name: "downloads never read",
  guarantee:
    "Who asks for a file and does not read it costs no copy of it and is closed within 35 s.",
  slow: true,
  play: (arena) =>
    arena.meanwhile(async () => {
      const { sockets: before, heapBytes } = await arena.vitals();
      const readers = Array.from({ length: READERS }, () => askAndWait(arena.server.port));
      await until("all asked", () => readers.every(({ bytesWritten }) => bytesWritten > 0));
      await sleep(1000);
      const grown = ((await arena.vitals()).heapBytes - heapBytes) / 1e6;
      const begin = performance.now();
      let left = READERS;
      while (left > 0 && performance.now() - begin < 60_000) {
        await sleep(500);
        left = Math.max(0, (await arena.vitals()).sockets - before);
      }
      const gone = performance.now() - begin;
      for (const socket of readers) socket.destroy();
      return [
        atMost("memory for all", grown, MEMORY_MAX, "MB"),
        atMost("closed after", gone, 35_000, "ms"),
      ];
    }),
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
