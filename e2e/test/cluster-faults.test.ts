/** What may happen to processes that are one server over a real Redis, and must not part or join the wrong players. */
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { enterLobby, type RawClient, type Seat, takeSeat } from "../chaos/raw-client.ts";
import { until } from "../chaos/until.ts";
import { type Program, provide, startRedis } from "../lib/programs.ts";
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
/** Two that are one server. */
let servers: RunningServer[] = [];
/** Two more on the same Redis: in another database, and of another version. */
let strangers: RunningServer[] = [];

const startProcess = (name: string, login = "", path = "", options = "") =>
  startServer({
    env: {
      REDIS_URL: `redis://${login}127.0.0.1:${redisPort}${path}`,
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
  await operator.call("ACL", "SETUSER", USER.name, "on", `>${USER.password}`, "~*", "&*", "+@all");
  // The first is the oldest.
  servers = [await startProcess("p1", LOGIN)];
  servers.push(await startProcess("p2"));
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
  await redis.stop();
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

/** Two who come by these processes meet and play. */
async function meet(): Promise<RawClient[]> {
  const urls = servers.map(({ url }) => url);
  const guests = await Promise.all(urls.slice(0, 2).map((url) => enterLobby(url)));
  await until("offers", () => guests.every(({ offer }) => offer));
  const urlOf = (guest: RawClient) => urls[Number(seatOf(guest).processId.slice(1)) - 1] ?? "";
  const pair = await Promise.all(guests.map((guest) => takeSeat(urlOf(guest), guest)));
  await until("both are there", () => pair.every(({ opponent }) => opponent.present));
  return pair;
}

async function leave(players: readonly RawClient[]): Promise<void> {
  for (const player of players) player.leave();
  await expect.poll(matches, { timeout: 20_000 }).toBe(0);
}

test("CLUSTER-7: processes in two databases of one Redis, and of two versions of the protocol, are not one server", async () => {
  await expect.poll(() => all("processes"), { timeout: 20_000 }).toEqual([2, 2]);
  const apart = await Promise.all(strangers.map((server) => metric(server, "processes")));
  expect(apart).toEqual([1, 1]);
  const [otherDatabase] = strangers as [RunningServer];
  // One waits there, and is none of those who meet here.
  const alone = await enterLobby(otherDatabase.url);
  await leave(await meet());
  expect(alone.offer).toBeUndefined();
  alone.leave();
});

test("CLUSTER-7: what is no message of theirs is counted, and nothing comes of it", async () => {
  const channels = (await operator.pubsub("CHANNELS", "quickpong:*")) as string[];
  expect(channels.length).toBeGreaterThan(3);
  const garbage = ["", "{", "null", "[]", '"a"', "x".repeat(300_000), '{"kind":"toString"}'];
  const broken = [
    { kind: "heartbeat", heartbeat: { name: "p9", since: 0 } },
    { kind: "call", from: "p2", id: "1", method: "createMatch" },
    { kind: "notify", id: "2", method: 5, args: [] },
    { kind: "answer", id: "3", failure: "no" },
  ];
  const texts = [...garbage, ...broken.map((message) => JSON.stringify(message))];
  for (const channel of channels) for (const text of texts) await operator.publish(channel, text);
  const refused = () => all("cluster_messages_refused_total");
  // Each on the channel of all and on that of one.
  await expect.poll(refused, { timeout: 20_000 }).toEqual([2 * texts.length, 2 * texts.length]);
  expect(await all("processes")).toEqual([2, 2]);
  await leave(await meet());
  for (const server of servers) expect(server.log()).not.toMatch(/uncaught exception|rejection/);
});

test("CLUSTER-7: a message that comes twice is taken once: each pair gets one match", async () => {
  const echo = new Redis(redisPort, "127.0.0.1");
  const repeated = new Set<string>();
  let requests = 0;
  echo.on("pmessage", (_, channel: string, text: string) => {
    if (repeated.has(text) || text.includes('"heartbeat"')) return;
    repeated.add(text);
    if (text.includes('"createMatch"')) requests++;
    void operator.publish(channel, text);
  });
  await echo.psubscribe("quickpong:*");
  const pairs: RawClient[][] = [];
  for (let n = 1; n <= 6; n++) {
    pairs.push(await meet());
    expect(await matches()).toBe(n);
  }
  // Those for the process that does not lead.
  expect(requests).toBeGreaterThan(0);
  echo.disconnect();
  await leave(pairs.flat());
}, 90_000);

test("CLUSTER-7: a process that is not allowed to listen leads nobody: the others meet without it", async () => {
  const third = await startProcess("p3");
  servers.push(third);
  await expect.poll(() => all("processes"), { timeout: 20_000 }).toEqual([3, 3, 3]);
  expect(await metric(servers[0] as RunningServer, "leader")).toBe(1);
  await operator.call("ACL", "SETUSER", USER.name, "-subscribe");
  await operator.call("CLIENT", "KILL", "USER", USER.name);
  const [, ...others] = servers;
  const leaders = async () =>
    (await Promise.all(others.map((server) => metric(server, "leader")))).reduce(
      (a, b) => a + b,
      0,
    );
  await expect.poll(leaders, { timeout: 20_000 }).toBe(1);
  const waiting = [await enterLobby(others[0]?.url ?? ""), await enterLobby(others[1]?.url ?? "")];
  await until("they meet", () => waiting.every(({ offer }) => offer));
  expect(new Set(waiting.map((guest) => seatOf(guest).roomId)).size).toBe(1);
  for (const guest of waiting) guest.leave();
  await operator.call("ACL", "SETUSER", USER.name, "+subscribe");
  await expect.poll(() => all("leader"), { timeout: 20_000 }).toEqual([1, 0, 0]);
}, 120_000);
