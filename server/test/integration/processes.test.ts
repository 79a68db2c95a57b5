/** `npm start -- --processes 2`: real processes behind one port, without Redis. */
import { execFileSync } from "node:child_process";
import { request } from "node:http";
import { createServer } from "node:net";
import type { InviteAnswer, WatchableMatches } from "@quickpong/shared/protocol/http-answers.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { enterLobby, type Player, watchMatch } from "../support/player.ts";
import {
  comeAroundTheKillOf,
  enterLobbyAt,
  exists,
  freePort,
  killAll,
  leave,
  meet,
  preloaded,
  processOf,
  START_MS,
  SupervisedServer,
} from "../support/supervised-server.ts";
import { until } from "../support/until.ts";

/** As if a proxy were in front, and each connection somebody else's who named no address. */
const PROXIED = preloaded(`
  import { Server } from "node:http";
  const { emit } = Server.prototype;
  Server.prototype.emit = function (event, request, ...rest) {
    const port = request?.socket?.remotePort ?? 0;
    if (request?.headers) request.headers["x-forwarded-for"] ??= "198.18." + (port >> 8) + "." + (port & 255);
    return emit.call(this, event, request, ...rest);
  };
`);
const HOST = { pointsToWin: 7, pace: 1, watch: true };
/** Before sockets were quiet on their way (worker.ts), somebody was lost in four of five runs. */
const CROWD = 100;
let supervised: SupervisedServer;
let url: string;
/** The first process's; the second's is the next one. */
let metricsPort: number;

beforeAll(async () => {
  metricsPort = await freePair();
  supervised = new SupervisedServer(2, {
    QUICKPONG_DRAIN_SECONDS: "60",
    QUICKPONG_PROXIES: "1",
    NODE_OPTIONS: PROXIED,
    QUICKPONG_METRICS_PORT: String(metricsPort),
  });
  url = await supervised.url();
}, 60_000);
afterAll(killAll);

async function meetAcross(): Promise<Player[]> {
  return meet([await enterLobbyAt(url, "p1"), await enterLobbyAt(url, "p2")]);
}
/** A free port before another one. */
async function freePair(): Promise<number> {
  for (;;) {
    const port = Number(await freePort());
    const next = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      next.once("error", () => resolve(false));
      next.listen(port + 1, "127.0.0.1", () => next.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
async function ask<T>(path: string): Promise<T> {
  return (await fetch(`${url}/api/${path}`)).json() as Promise<T>;
}
/** As a process says it on its port for that. */
async function metric(port: number, name: string): Promise<string | undefined> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const line = text.split("\n").find((each) => each.startsWith(`quickpong_${name} `));
  return line?.split(" ")[1];
}
const invite = (code: string) => ask<InviteAnswer>(`invites/${code}`);
const listed = async () => (await ask<WatchableMatches>("matches")).matches.map(({ id }) => id);
/** The first child of a process: of the supervisor it is Redis' guard, and of that Redis. */
const childOf = (pid: number | undefined): number =>
  Number(execFileSync("pgrep", ["-o", "-P", String(pid)]).toString());
/** What a request is told on a connection of its own; 0 for nothing in 8 s. */
const statusAlone = (there: string): Promise<number | undefined> =>
  new Promise((resolve) => {
    const asked = request(`${there}/healthz`, { agent: false, timeout: 8000 }, (answer) =>
      answer.resume().once("end", () => resolve(answer.statusCode)),
    );
    asked
      .once("timeout", () => asked.destroy())
      .once("error", () => resolve(0))
      .end();
  });
test("CLUSTER-1: players who come by different processes meet, and matches are spread evenly", async () => {
  const pairs: Player[][] = [];
  while (pairs.length < 10) pairs.push(await meetAcross());
  const here = pairs.filter(([left]) => left && processOf(left) === "p1").length;
  // The player who waited at p1 is on the left.
  for (const players of pairs)
    for (const [n, player] of players.entries())
      expect(player.offer.sameProcess).toBe(processOf(player) === `p${n + 1}`);
  // Within 20 % of an even share.
  expect(Math.abs(here - 5)).toBeLessThanOrEqual(1);
  const watched = pairs.map(([left]) => left?.room.roomId ?? "");
  const both = expect.arrayContaining(watched.slice(0, 2));
  await expect.poll(listed, { timeout: 8000 }).toEqual(both);
  // Asked of either process, whichever has the match.
  for (const id of [...watched.slice(0, 2), ...watched.slice(0, 2)]) {
    const watcher = await watchMatch(url, id);
    await until("the match", () => watcher.room.state.flightCount > 0);
    await watcher.room.leave();
  }
  await Promise.all(pairs.map(leave));
});

test("CLUSTER-1: nothing is lost of connections that go from process to process, however many", async () => {
  // Half of these sockets, and of those to their matches, come to the wrong process.
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => enterLobby(url)));
  const players = await meet(crowd);
  await until("all in a match", () => players.every(({ state }) => state.flightCount > 0));
  await leave(players);
});

test("SECURITY: an address spends its WebSockets where it comes to, before they are handed on", async () => {
  const headers = { "X-Forwarded-For": "203.0.113.7" };
  const seat = `${url.replace("http", "ws")}/p1/abcdefghi?sessionId=abcdefghi`;
  // Fewer than an address may have requests, of either process; half of them come to the second.
  const sockets = Array.from({ length: 380 }, () => new WebSocket(seat, { headers }));
  await Promise.all(
    sockets.map((socket) => {
      socket.on("error", () => {});
      return new Promise((resolve) => socket.once("close", resolve));
    }),
  );
  const refused = Number(await metric(metricsPort + 1, 'http_refusals_total{status="429"}'));
  expect(refused).toBeGreaterThan(0);
});

test("CLUSTER-1: a private room is found by its code from any process, played in and watched", async () => {
  const host = await enterLobbyAt(url, "p2", { host: HOST });
  const { code } = await until("a code", () => host.invites[0]);
  for (const _ of [1, 2, 3]) expect(await invite(code)).toMatchObject({ state: "waiting" });
  const guest = await enterLobbyAt(url, "p1", { code });
  const pair = await meet([host, guest]);
  await until("the match begins", () => pair[0]?.phase === "rally");
  for (const _ of [1, 2, 3]) {
    const watcher = await watchMatch(url, code);
    await until("the match", () => watcher.room.state.flightCount > 0);
    await watcher.room.leave();
  }
  await leave(pair);
});

test("CLUSTER-3, CLUSTER-4: a killed process is missed for a moment: who plays is told, who waits notices nothing", async () => {
  const pair = await meetAcross();
  const other = await meetAcross();
  const mine = [pair, other].find(([left]) => left && processOf(left) === "p1") as Player[];
  const host = await enterLobbyAt(url, "p2", { host: HOST });
  const { code } = await until("a code", () => host.invites[0]);
  const lost = { host: HOST, tab: "a host whose process goes" };
  const before = await enterLobbyAt(url, "p1", lost);
  const lostCode = (await until("a code", () => before.invites[0])).code;
  const waiting = await enterLobbyAt(url, "p2");
  const id = mine[0]?.room.roomId ?? "";
  process.kill(supervised.pid("p1"), "SIGKILL");
  const killed = performance.now();
  await until("players are told", () => mine.every(({ closed }) => closed !== undefined));
  expect(performance.now() - killed).toBeLessThan(3000);
  const next = await enterLobbyAt(url, "p2");
  await meet([waiting, next]).then(leave);
  expect(waiting.requeued).toEqual([]);
  expect(await invite(code)).toMatchObject({ state: "waiting", hostHere: true });
  await meet([host, await enterLobbyAt(url, "p2", { code })]).then(leave);
  // As its page does: it says which room was its own.
  const after = await enterLobbyAt(url, "p2", { ...lost, code: lostCode });
  expect((await until("its room", () => after.invites[0])).code).toBe(lostCode);
  await after.room.leave();
  // A heartbeat that was on its way when it was killed may have brought it back for a second.
  await expect.poll(listed, { timeout: 3000 }).not.toContain(id);
  await until("p1 again", () => supervised.err.includes("Process p1 has ended by itself"));
  await meetAcross().then(leave);
  await leave([pair, other].flat().filter(({ closed }) => closed === undefined));
});

test("CLUSTER-3: a player who comes back in the very moment of the kill is answered", async () => {
  const pid = await until("p1 again", () => exists(supervised.pid("p1")) && supervised.pid("p1"));
  for (const code of await comeAroundTheKillOf(pid, url)) expect([1006, 4003]).toContain(code);
});

test("CLUSTER-3: a player who comes while a process is stopped is answered by the others, and it by itself when it goes on", async () => {
  const isThere = () => exists(supervised.pid("p1")) && supervised.pid("p1");
  await until("p1 is there", isThere, START_MS);
  const pid = supervised.pid("p2");
  process.kill(pid, "SIGSTOP");
  // Each on a connection of its own, of which the system leads half to the process that is stopped.
  const answers = await Promise.all(Array.from({ length: 45 }, () => statusAlone(url)));
  expect(answers).toEqual(Array(45).fill(200));
  process.kill(pid, "SIGCONT");
  await meetAcross().then(leave);
  expect(supervised.pid("p2")).toBe(pid);
}, 80_000);

test("CLUSTER-3: when their Redis ends, players meet again as soon as there is another", async () => {
  const redis = childOf(childOf(supervised.child.pid));
  process.kill(redis, "SIGKILL");
  await until("another Redis", () => supervised.err.includes("Redis has ended by itself"));
  await meetAcross().then(leave);
}, 60_000);

test("CLUSTER-5: SIGTERM lets matches go on and tells who waits; a second one ends it at once", async () => {
  const pair = await meetAcross();
  const guests = [await enterLobbyAt(url, "p1", { host: HOST }), await enterLobbyAt(url, "p2")];
  supervised.child.kill("SIGTERM");
  await until("guests are told", () => guests.every(({ closed }) => closed));
  expect(guests.map(({ closed }) => closed)).toEqual([CloseReason.shutdown, CloseReason.shutdown]);
  const patches = pair[0]?.patches ?? 0;
  await until("the match goes on", () => (pair[0]?.patches ?? 0) > patches + 2);
  // Somebody's network fails even now.
  pair[0]?.room.connection.close(4010);
  await until("back", () => pair[0]?.room.connection.isOpen && !pair[0]?.closed);
  for (const { room } of pair) room.reconnection.enabled = false;
  supervised.child.kill("SIGTERM");
  await until("the end", () => supervised.ended);
  expect(supervised.child.exitCode).toBe(1);
});
