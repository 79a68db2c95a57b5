/** What may happen to processes that are one server over a real Redis, and must not part or join the wrong players. */
import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { KEY_PREFIX } from "@quickpong/server/cluster/scripts.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { enterLobby, type RawClient, type Seat, takeSeat } from "../chaos/raw-client.ts";
import { until } from "../chaos/until.ts";
import { type Program, provide, startRedis } from "../lib/programs.ts";
import { startProxy, type TcpProxy } from "../lib/proxy/tcp-proxy.ts";
import { redisRights } from "../lib/redis-rights.ts";
import { freePort, type RunningServer, startServer } from "../lib/start-server.ts";

const TOKEN = "of sixteen letters";
const USER = { name: "p1", password: "of-p1" };
/** The first process has a login of its own at Redis. */
const LOGIN = `${USER.name}:${USER.password}@`;
/** A process of the next version of the game's protocol. */
const NEXT_VERSION = `--import "data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      if (!url.endsWith("/protocol/version.ts")) return loaded;
      const source = String(loaded.source).replace(/PROTOCOL_VERSION = \\d+/, "PROTOCOL_VERSION = ${PROTOCOL_VERSION + 1}");
      return { ...loaded, source };
    },
  });
`)}"`;

let missing: string | undefined;
let redisPort: number;
let redis: Program;
let operator: Redis;
/** Between the first process and Redis. */
let network: TcpProxy;
/** Two that are one server. */
let servers: RunningServer[] = [];
/** Two more on the same Redis: in another database, and of another version. */
let strangers: RunningServer[] = [];

const startProcess = (name: string, redisAt = "", path = "", options = "") =>
  startServer({
    env: {
      REDIS_URL: `redis://${redisAt || `127.0.0.1:${redisPort}`}${path}`,
      QUICKPONG_PROCESS: name,
      QUICKPONG_METRICS_TOKEN: TOKEN,
      NODE_OPTIONS: options,
    },
  });

beforeAll(async () => {
  missing = provide(["redis-server"]);
  if (missing !== undefined) return console.warn(`cluster-faults.test.ts: ${missing}`);
  redisPort = await freePort();
  redis = await startRedis(redisPort);
  operator = new Redis(redisPort, "127.0.0.1");
  await operator.call("ACL", "SETUSER", USER.name, "on", `>${USER.password}`, ...redisRights());
  network = await startProxy({ target: redisPort });
  servers = await Promise.all([
    startProcess("p1", `${LOGIN}127.0.0.1:${network.port}`),
    startProcess("p2"),
    startProcess("p3"),
  ]);
  strangers = await Promise.all([
    startProcess("p4", "", "/1"),
    startProcess("p5", "", "", NEXT_VERSION),
  ]);
}, 240_000);

beforeEach(({ skip }) => skip(missing !== undefined, missing));

afterAll(async () => {
  if (missing !== undefined) return;
  operator.disconnect();
  await Promise.all([...servers, ...strangers].map(({ crash }) => crash()));
  await Promise.all([redis.stop(), network.stop()]);
});

async function metric({ url }: RunningServer, name: string): Promise<number> {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  const value = new RegExp(`^quickpong_${name} (\\d+)`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`There is no metric quickpong_${name}.`);
  return Number(value);
}
const all = (name: string) => Promise.all(servers.map((server) => metric(server, name)));
const matches = async () => (await all("matches")).reduce((sum, count) => sum + count, 0);

/** The seat that a guest was offered. */
const seatOf = ({ offer }: RawClient): Seat => offer?.reservation as Seat;

const url = (n: number): string => servers[n]?.url ?? "";

/** Two who come by the first two processes meet and play. */
async function meet(): Promise<RawClient[]> {
  const guests = [await enterLobby(url(0)), await enterLobby(url(1))];
  await until("offers", () => guests.every(({ offer }) => offer));
  const urlOf = (guest: RawClient) => url(Number(seatOf(guest).processId.slice(1)) - 1);
  const pair = await Promise.all(guests.map((guest) => takeSeat(urlOf(guest), guest)));
  await until("both are there", () => pair.every(({ opponent }) => opponent.present));
  return pair;
}

async function leave(players: readonly RawClient[]): Promise<void> {
  for (const player of players) player.leave();
  await expect.poll(matches, { timeout: 20_000 }).toBe(0);
}

test("CLUSTER-7: processes in two databases of one Redis, and of two versions of the protocol, are not one server", async () => {
  await expect.poll(() => all("processes"), { timeout: 20_000 }).toEqual([3, 3, 3]);
  const apart = await Promise.all(strangers.map((server) => metric(server, "processes")));
  expect(apart).toEqual([1, 1]);
  const [otherDatabase] = strangers as [RunningServer];
  // One waits there, and is none of those who meet here.
  const alone = await enterLobby(otherDatabase.url);
  await leave(await meet());
  expect(alone.offer).toBeUndefined();
  alone.leave();
});

/** The ids of processes that can be reached. */
const members = () => operator.smembers(`${KEY_PREFIX}processes`);

test("CLUSTER-7: what is no message of theirs is counted, and nothing comes of it", async () => {
  const garbage = ["", "{", "null", "[]", '"a"', "x".repeat(200_000), '{"kind":"toString"}'];
  const broken = [
    { kind: "make", order: "1", left: {}, right: {} },
    { kind: "notify", id: "2", type: "found" },
    { kind: "ask", from: "p2", path: 5 },
    { kind: "answer" },
  ];
  const texts = [...garbage, ...broken.map((message) => JSON.stringify(message))];
  for (const id of await members()) await operator.rpush(`${KEY_PREFIX}inbox:${id}`, ...texts);
  const refused = () => all("cluster_messages_refused_total");
  await expect.poll(refused, { timeout: 20_000 }).toEqual(Array(3).fill(texts.length));
  expect(await all("processes")).toEqual([3, 3, 3]);
  await leave(await meet());
  for (const server of servers) expect(server.log()).not.toMatch(/uncaught exception|rejection/);
});

/** Hears of every message that is put into an inbox, by a connection of its own. */
function watchInboxes(heard: (inbox: string, text: string) => void): Socket {
  const socket = connect(redisPort, "127.0.0.1", () => socket.write("MONITOR\r\n"));
  createInterface(socket).on("line", (line) => {
    const [, inbox, shown] = /"rpush" "([^"]*:inbox:[^"]*)" "(.*)"$/i.exec(line) ?? [];
    if (inbox && shown) heard(inbox, shown.replaceAll(/\\(["\\])/g, "$1"));
  });
  return socket;
}

test("CLUSTER-7: an order that comes twice is carried out once: each pair gets one match", async () => {
  const before = await all("cluster_messages_refused_total");
  const repeated = new Set<string>();
  let orders = 0;
  const echo = watchInboxes((inbox, text) => {
    if (repeated.has(text)) return;
    repeated.add(text);
    if (text.includes('"make"')) orders++;
    void operator.rpush(inbox, text);
  });
  await until("it is told of commands", () => echo.bytesRead > 0);
  const pairs: RawClient[][] = [];
  for (let n = 1; n <= 4; n++) {
    pairs.push(await meet());
    expect(await matches()).toBe(n);
  }
  expect(orders).toBe(4);
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
  await expect
    .poll(async () => sum(await all("cluster_messages_refused_total")), { timeout: 20_000 })
    .toBe(sum(before) + orders);
  echo.destroy();
  await leave(pairs.flat());
}, 90_000);

test("CLUSTER-7: a process that is stopped keeps nobody waiting but those who are connected to it", async () => {
  const stopped = servers[1] as RunningServer;
  // It has the fewest matches, so that the next would be its own.
  await expect.poll(matches, { timeout: 20_000 }).toBe(0);
  stopped.process.kill("SIGSTOP");
  const guests = [await enterLobby(url(0)), await enterLobby(url(2))];
  await until("they meet", () => guests.every(({ offer }) => offer));
  expect(guests.map((guest) => seatOf(guest).processId)).not.toContain("p2");
  stopped.process.kill("SIGCONT");
  for (const guest of guests) guest.leave();
  await expect.poll(() => all("redis_unreachable"), { timeout: 20_000 }).toEqual([0, 0, 0]);
  await leave(await meet());
}, 90_000);

test("CLUSTER-7: a process that may not read its messages is on its own: the others meet without it", async () => {
  await operator.call("ACL", "SETUSER", USER.name, "-blpop");
  await expect.poll(() => all("redis_unreachable"), { timeout: 20_000 }).toEqual([1, 0, 0]);
  for (let n = 0; n < 3; n++) {
    const guests = [await enterLobby(url(1)), await enterLobby(url(2))];
    await until("they meet", () => guests.every(({ offer }) => offer));
    expect(new Set(guests.map((guest) => seatOf(guest).roomId)).size).toBe(1);
    expect(guests.map((guest) => seatOf(guest).processId)).not.toContain("p1");
    for (const guest of guests) guest.leave();
  }
  await operator.call("ACL", "SETUSER", USER.name, "+blpop");
  await expect.poll(() => all("redis_unreachable"), { timeout: 20_000 }).toEqual([0, 0, 0]);
  await leave(await meet());
}, 120_000);

test("CLUSTER-7: players of a process that was cut off meet those of the one that has its name now", async () => {
  network.stall(120_000);
  network.refuse(true);
  await expect
    .poll(() => metric(servers[0] as RunningServer, "redis_unreachable"), { timeout: 20_000 })
    .toBe(1);
  const successor = await startProcess("p1");
  servers.push(successor);
  network.refuse(false);
  await expect.poll(() => all("processes"), { timeout: 20_000 }).toEqual([4, 4, 4, 4]);
  const guests = [await enterLobby(url(0)), await enterLobby(successor.url)];
  await until("they meet", () => guests.every(({ offer }) => offer));
  expect(new Set(guests.map((guest) => seatOf(guest).roomId)).size).toBe(1);
  for (const guest of guests) guest.leave();
  await until("it is said", () => servers[0]?.log().includes("another process is called p1"));
}, 120_000);
