/** Two real processes behind a real nginx, which find each other over a real Redis. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { askForSeat, enterLobby, pairUp, RawClient, takeSeat } from "../chaos/raw-client.ts";
import { until } from "../chaos/until.ts";
import { inTop } from "../lib/paths.ts";
import { type Program, provide, startNginx, startRedis } from "../lib/programs.ts";
import { startProxy, type TcpProxy } from "../lib/proxy/tcp-proxy.ts";
import { freePort, type RunningServer, startServer } from "../lib/start-server.ts";

const TOKEN = "of sixteen letters";
let redis: Program;
let redisPort: number;
/** Between the processes and Redis. */
let network: TcpProxy;
let nginx: Program;
let servers: RunningServer[];
/** The names of the processes. */
const nameOf = (n: 0 | 1): string => names.get(url(n)) ?? "";
const names = new Map<string, string>();
/** The load balancer. */
let loadBalancer: string;

const startProcess = async (name: string, port: number) => {
  const server = await startServer({
    port,
    env: {
      REDIS_URL: `redis://127.0.0.1:${network.port}`,
      QUICKPONG_PROCESS: name,
      QUICKPONG_METRICS_TOKEN: TOKEN,
      QUICKPONG_DRAIN_SECONDS: "60",
    },
  });
  names.set(server.url, name);
  return server;
};

/** Why nothing of this can be tried on this machine. */
let missing: string | undefined;

beforeAll(async () => {
  missing = provide(["redis-server", "nginx"]);
  if (missing !== undefined) return console.warn(`cluster.test.ts: ${missing}`);
  redisPort = await freePort();
  redis = await startRedis(redisPort);
  network = await startProxy({ target: redisPort });
  const [one, two, front] = [await freePort(), await freePort(), await freePort()];
  servers = await Promise.all([startProcess("p1", one), startProcess("p2", two)]);
  const config = readFileSync(inTop("server/deploy/nginx.conf"), "utf8");
  const ports: Record<string, number> = { 2567: one, 2568: two, 8080: front };
  nginx = await startNginx(
    front,
    config.replace(/\b(2567|2568|8080)\b/g, (port) => String(ports[port])),
  );
  loadBalancer = `http://127.0.0.1:${front}`;
  // They have to have heard of each other.
  const heard = async () => (await metric(0, "processes")) + (await metric(1, "processes"));
  await vi.waitUntil(async () => (await heard()) === 4, 8000);
}, 240_000);

beforeEach(({ skip }) => skip(missing !== undefined, missing));

afterAll(async () => {
  if (missing !== undefined) return;
  await Promise.all([
    ...servers.map(({ crash }) => crash()),
    nginx.stop(),
    redis.stop(),
    network.stop(),
  ]);
});

const url = (n: 0 | 1): string => (servers[n] as RunningServer).url;
const leave = (players: readonly RawClient[]) => {
  for (const player of players) player.leave();
};

/** Comes to the lobby by process `n`, through the load balancer. */
async function enterAt(n: 0 | 1): Promise<RawClient> {
  const tab = `cluster-${Math.random().toString(36).slice(2)}`;
  const options = { version: PROTOCOL_VERSION, name: "x", tab };
  const guest = new RawClient(
    loadBalancer,
    await askForSeat(url(n), "joinOrCreate/lobby", options),
  );
  await until("in", () => guest.joined);
  return guest;
}

async function meet(...guests: RawClient[]): Promise<RawClient[]> {
  const pair = await Promise.all(guests.map((guest) => takeSeat(loadBalancer, guest)));
  await until("both are there", () => pair.every(({ opponent }) => opponent.present));
  return pair;
}

test("CLUSTER-1: two who come by different processes meet, and matches are spread evenly", async () => {
  const players: RawClient[] = [];
  for (let n = 0; n < 10; n++) players.push(...(await meet(await enterAt(0), await enterAt(1))));
  const here = players.filter(({ seat }) => seat.processId === nameOf(0)).length / 2;
  // Within 20 % of an even share.
  expect(Math.abs(here - 5)).toBeLessThanOrEqual(1);
  leave(players);
});

test("a load balancer that leads sockets by no path is told of in the log, with what to do", async () => {
  const seat = { processId: nameOf(0), roomId: "abcdefghi", sessionId: "abcdefghi" };
  const strays = Array.from({ length: 5 }, () => new RawClient(url(1), seat));
  const told = () => servers[1]?.log().includes("server/deploy/nginx.conf");
  await until("a line in the log", told);
  expect(servers[0]?.log()).not.toContain("server/deploy/nginx.conf");
  for (const { socket } of strays) socket.terminate();
});

const outages = {
  stopped: {
    begin: () => redis.stop(),
    async end() {
      redis = await startRedis(redisPort);
    },
  },
  paused: {
    begin: async () => redis.process.kill("SIGSTOP"),
    end: async () => redis.process.kill("SIGCONT"),
  },
  // As when its machine loses power: what was open stays open, and nothing comes.
  gone: {
    async begin() {
      network.stall(120_000);
      network.refuse(true);
    },
    end: async () => network.refuse(false),
  },
} as const;

/** How many of the two processes do without Redis. */
const away = async () =>
  (await metric(0, "redis_unreachable")) + (await metric(1, "redis_unreachable"));

test.each(["stopped", "paused", "gone"] as const)(
  "CLUSTER-2: a Redis that is %s for 2 s ends no match, and everybody plays meanwhile and afterwards",
  async (how) => {
    const outage = outages[how];
    const pairs = [await meet(await enterAt(0), await enterAt(1))];
    // After the outage before this one the two may meet a heartbeat earlier than either hears its own.
    await expect.poll(away, { timeout: 3000 }).toBe(0);
    await outage.begin();
    const began = performance.now();
    // Players who come by the same process meet there, after a moment.
    for (const n of [0, 1] as const) pairs.push(await meet(await enterAt(n), await enterAt(n)));
    const apart = [await enterAt(0), await enterAt(1)];
    // On a busy machine later than the players' meeting.
    await expect.poll(away, { timeout: 9000 }).toBe(2);
    await until("2 s have passed", () => performance.now() - began > 2000);
    expect(apart.map(({ offer }) => offer)).toEqual([undefined, undefined]);
    await outage.end();
    const ended = performance.now();
    pairs.push(await meet(...apart));
    expect(performance.now() - ended).toBeLessThan(5000);
    expect(pairs.flat().filter(({ closed }) => closed !== undefined)).toEqual([]);
    leave(pairs.flat());
  },
);

test("a password that is missing is said, and one that is wrong, but not which", async () => {
  const port = await freePort();
  const closed = await startRedis(port);
  const operator = connect(port, "127.0.0.1", () =>
    operator.write("CONFIG SET requirepass right-one\r\n"),
  );
  await once(operator, "data");
  for (const [login, reason] of [
    ["", "NOAUTH"],
    [":wrong-one@", "WRONGPASS"],
  ]) {
    const child = spawn(process.execPath, [inTop("server/src/main.ts")], {
      env: {
        ...process.env,
        PORT: "0",
        QUICKPONG_DATA: "off",
        REDIS_URL: `redis://${login}127.0.0.1:${port}`,
      },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data) => {
        said += data;
      });
    expect(await once(child, "close")).toEqual([1, null]);
    expect(said).toContain("Redis does not answer there");
    expect(said).toContain(reason);
    expect(said).not.toContain("wrong-one");
  }
  operator.destroy();
  await closed.stop();
});

test("CLUSTER-6: a process that is too slow to make a match gets none: its players are seated elsewhere", async () => {
  const late = servers[1] as RunningServer;
  const pairs: RawClient[][] = [];
  // What they know of each other is what they said last, half a second ago.
  const isKnown = () =>
    expect.poll(online, { timeout: 9000 }).toEqual(Array(2).fill(2 * pairs.length));
  await isKnown();
  // So that the next match is for the second process.
  do {
    pairs.push(await meet(await enterAt(0), await enterAt(0)));
    await isKnown();
  } while (pairs.at(-1)?.[0]?.seat.processId === nameOf(1));
  const before = pairs.filter(([one]) => one?.seat.processId === nameOf(1)).length;
  // One is there before, for two seconds later the process would be missed and not asked.
  const waiting = await enterAt(0);
  late.process.kill("SIGSTOP");
  const pair = await meet(waiting, await enterAt(0));
  expect(pair[0]?.seat.processId).toBe(nameOf(0));
  late.process.kill("SIGCONT");
  // Should it make the match after all, nobody wants it any more.
  await expect.poll(() => metric(1, "redis_unreachable"), { timeout: 9000 }).toBe(0);
  await expect.poll(() => matchesOf(1), { timeout: 9000 }).toBe(before);
  leave([...pairs.flat(), ...pair]);
  await expect.poll(() => matchesOf(1), { timeout: 9000 }).toBe(0);
});

test("CLUSTER-3 to 5: a process that ends lets matches go on; when it is killed they are over", async () => {
  const ending = servers[0] as RunningServer;
  const pairs: RawClient[][] = [];
  while (new Set(pairs.flat().map(({ seat }) => seat.processId)).size < 2) {
    pairs.push(await pairUp(loadBalancer));
  }
  const waiting = await enterAt(1);
  ending.process.kill("SIGTERM");
  await vi.waitUntil(async () => (await fetch(`${ending.url}/readyz`)).status === 503);
  // Three, for nginx begins with one after the other; it asks again where the answer is not 503.
  const next = [
    await enterLobby(loadBalancer),
    await enterLobby(loadBalancer),
    await enterLobby(loadBalancer),
  ];
  const seated = await Promise.all(
    [waiting, ...next].map((guest) => takeSeat(loadBalancer, guest)),
  );
  for (const { seat } of seated) expect(seat.processId).toBe(nameOf(1));
  expect(pairs.flat().filter(({ closed }) => closed !== undefined)).toEqual([]);

  const players = pairs.flat().filter(({ seat }) => seat.processId === nameOf(0));
  await ending.crash();
  const killed = performance.now();
  await until("they notice", () => players.every(({ closed }) => closed !== undefined));
  // As the page does: it tries to come back, and is told that there is nothing to come back to.
  for (const { seat, token } of players) {
    const reconnectionToken = token.split(":")[1] ?? token;
    const again = new RawClient(loadBalancer, { ...seat, reconnectionToken });
    expect(await until("an answer", () => again.closed)).toBe(4003);
  }
  const again = await pairUp(loadBalancer);
  expect(performance.now() - killed).toBeLessThan(3000);
  expect(again.map(({ seat }) => seat.processId)).toEqual([nameOf(1), nameOf(1)]);
  leave([...again, ...seated, ...pairs.flat()]);
});

/** How many players each of the two processes knows of. */
const online = () =>
  Promise.all(
    ([0, 1] as const).map(async (n) => (await (await fetch(`${url(n)}/api/online`)).json()).online),
  );

async function matchesOf(n: 0 | 1): Promise<number> {
  const answer = await fetch(`${url(n)}/healthz`);
  return ((await answer.json()) as { matches: number }).matches;
}

/** As process `n` tells its operator. */
async function metric(n: 0 | 1, name: string): Promise<number> {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const text = await (await fetch(`${url(n)}/metrics`, { headers })).text();
  const value = new RegExp(`^quickpong_${name} (\\d)`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`There is no metric quickpong_${name}.`);
  return Number(value);
}
