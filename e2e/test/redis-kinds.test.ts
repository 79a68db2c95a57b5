/** Every kind of Redis that REDIS_URL can name, as it really is: over TLS, a cluster, behind a sentinel; and none. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { enterLobby, type Seat } from "../chaos/raw-client.ts";
import { until } from "../chaos/until.ts";
import { inTop } from "../lib/paths.ts";
import { type Program, provide, startProgram, startRedis } from "../lib/programs.ts";
import { redisRights } from "../lib/redis-rights.ts";
import { freePort, type RunningServer, startServer } from "../lib/start-server.ts";

/** Letters that an address has to escape. */
const PASSWORD = "p@ss/word:1";
const LOGIN = `quickpong:${encodeURIComponent(PASSWORD)}@`;
const SLOTS = 16384;

let missing: string | undefined;
let folder: string;
let programs: Program[] = [];
let servers: RunningServer[] = [];

beforeAll(() => {
  missing = provide(["redis-server", "openssl"]);
  if (missing !== undefined) return console.warn(`redis-kinds.test.ts: ${missing}`);
  folder = mkdtempSync(join(tmpdir(), "quickpong-kinds-"));
  makeCertificates();
}, 240_000);
beforeEach(({ skip }) => skip(missing !== undefined, missing));
afterEach(async () => {
  await Promise.all(servers.map(({ crash }) => crash()));
  await Promise.all(programs.map(({ stop }) => stop()));
  [servers, programs] = [[], []];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string): string => join(folder, name);

/** An authority of our own, and a server's certificate by it. */
function makeCertificates(): void {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { stdio: "pipe" });
  const key = (name: string) => ["-newkey", "rsa:2048", "-nodes", "-keyout", file(`${name}.key`)];
  const ca = ["-subj", "/CN=Quickpong tests", "-days", "1", "-out", file("ca.pem")];
  openssl("req", "-x509", ...key("ca"), ...ca);
  openssl("req", ...key("redis"), "-subj", "/CN=redis", "-out", file("redis.csr"));
  writeFileSync(file("names"), "subjectAltName=IP:127.0.0.1");
  const by = ["-CA", file("ca.pem"), "-CAkey", file("ca.key"), "-CAcreateserial", "-days", "1"];
  const named = ["-extfile", file("names"), "-out", file("redis.pem")];
  openssl("x509", "-req", "-in", file("redis.csr"), ...by, ...named);
}

/** Gives the user the rights that SECURITY.md says, and nobody else any. */
async function lock(operator: Redis): Promise<void> {
  await operator.call("ACL", "SETUSER", "quickpong", "on", `>${PASSWORD}`, ...redisRights());
}

/** Two processes at this Redis. */
async function startTwo(url: string, env: Record<string, string> = {}): Promise<void> {
  const start = (name: string) =>
    startServer({ env: { REDIS_URL: url, QUICKPONG_PROCESS: name, ...env } });
  servers = await Promise.all([start("p1"), start("p2")]);
}

/** Two who come by different processes meet. */
async function meet(): Promise<void> {
  const guests = await Promise.all(servers.map(({ url }) => enterLobby(url)));
  await until("offers", () => guests.every(({ offer }) => offer), 60_000);
  const rooms = guests.map(({ offer }) => (offer?.reservation as Seat | undefined)?.roomId);
  expect(new Set(rooms).size).toBe(1);
  for (const guest of guests) guest.leave();
}

/** How a process with these settings ends that can't start: all that it says. */
async function failure(env: Record<string, string>): Promise<string> {
  const child = spawn(process.execPath, [inTop("server/src/main.ts")], {
    env: {
      ...process.env,
      PORT: "0",
      QUICKPONG_DATA: "off",
      QUICKPONG_LOG_LEVEL: "silent",
      ...env,
    },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  expect(await once(child, "close")).toEqual([1, null]);
  return said.trim();
}

test("a Redis over TLS by a private authority, with a password and the least rights", async () => {
  const [plain, port] = [await freePort(), await freePort()];
  const tls = { cert: "redis.pem", key: "redis.key", "ca-cert": "ca.pem" };
  const files = Object.entries(tls).flatMap(([name, value]) => [`--tls-${name}-file`, file(value)]);
  const options = [...files, "--tls-port", String(port), "--tls-auth-clients", "no"];
  programs.push(await startRedis(plain, options));
  const operator = new Redis(plain, "127.0.0.1");
  await lock(operator);
  operator.disconnect();
  const url = `rediss://${LOGIN}127.0.0.1:${port}/0`;
  await startTwo(url, { NODE_EXTRA_CA_CERTS: file("ca.pem") });
  await meet();
  expect(await failure({ REDIS_URL: url })).toMatch(/^REDIS_URL: .*self-signed certificate.*$/);
}, 180_000);

test("a Redis Cluster: all keys are on one of its nodes, whichever is named", async () => {
  const ports = [await freePort(), await freePort(), await freePort()];
  // Nodes speak to each other on another port.
  const buses = [await freePort(), await freePort(), await freePort()];
  const nodes = await Promise.all(
    ports.map(async (port, n) => {
      const own = ["--cluster-enabled", "yes", "--cluster-config-file", file(`nodes-${n}`)];
      programs.push(await startRedis(port, [...own, "--cluster-port", String(buses[n])]));
      return new Redis(port, "127.0.0.1");
    }),
  );
  for (const [n, node] of nodes.entries()) {
    const part = (at: number) => Math.round((SLOTS * at) / nodes.length);
    await node.call("CLUSTER", "ADDSLOTSRANGE", part(n), part(n + 1) - 1);
    await lock(node);
    if (n > 0) await nodes[0]?.call("CLUSTER", "MEET", "127.0.0.1", ports[n] ?? 0, buses[n] ?? 0);
  }
  const isWhole = async () =>
    (await Promise.all(nodes.map((node) => node.cluster("INFO")))).every((info) =>
      /cluster_state:ok[\s\S]*cluster_known_nodes:3/.test(String(info)),
    );
  await expect.poll(isWhole, { timeout: 40_000 }).toBe(true);
  await startTwo(`redis://${LOGIN}127.0.0.1:${ports[0]}`);
  await meet();
  const keys = await Promise.all(nodes.map((node) => node.dbsize()));
  expect(keys.filter((count) => count > 0)).toHaveLength(1);
  for (const node of nodes) node.disconnect();
}, 180_000);

test("a Redis behind a sentinel: when its master dies players meet at the next one", async () => {
  const [master, replica, sentinel] = [await freePort(), await freePort(), await freePort()];
  // What the replica gets at first goes through a file.
  const here = ["--dir", folder];
  const first = await startRedis(master, here);
  const replicaOf = ["--replicaof", "127.0.0.1", String(master), ...here];
  programs.push(first, await startRedis(replica, replicaOf));
  const follower = new Redis(replica, "127.0.0.1");
  const follows = async () => /master_link_status:up/.test(await follower.info("replication"));
  await expect.poll(follows, { timeout: 40_000 }).toBe(true);
  const settings = [
    ...[`port ${sentinel}`, "bind 127.0.0.1", `dir ${folder}`],
    `sentinel monitor main 127.0.0.1 ${master} 1`,
    ...["sentinel down-after-milliseconds main 3000", "sentinel failover-timeout main 6000"],
  ];
  writeFileSync(file("sentinel.conf"), `${settings.join("\n")}\n`);
  const args = [file("sentinel.conf"), "--sentinel"];
  programs.push(await startProgram("redis-server", args, sentinel));
  const watcher = new Redis(sentinel, "127.0.0.1");
  const knows = async () => ((await watcher.call("SENTINEL", "REPLICAS", "main")) as []).length;
  await expect.poll(knows, { timeout: 40_000 }).toBe(1);
  await startTwo(`redis+sentinel://127.0.0.1:${sentinel}/main`);
  await meet();
  await first.stop();
  const leads = async () => /role:master/.test(await follower.info("replication"));
  await expect.poll(leads, { timeout: 40_000 }).toBe(true);
  await meet();
  expect(await follower.dbsize()).toBeGreaterThan(0);
  for (const each of [follower, watcher]) each.disconnect();
}, 240_000);

test("a Redis that is not there, or an address that is none, is said in one line", async () => {
  const port = await freePort();
  const [away, none, nameless] = await Promise.all([
    failure({ REDIS_URL: `redis://user:secret@127.0.0.1:${port}` }),
    failure({ REDIS_URL: "redis://user:secret@127.0.0.1:port" }),
    failure({ REDIS_URL: `redis+sentinel://127.0.0.1:${port}` }),
  ]);
  expect(away).toBe(
    `REDIS_URL: Redis does not answer there: connect ECONNREFUSED 127.0.0.1:${port}`,
  );
  for (const line of [none, nameless]) expect(line).toMatch(/^REDIS_URL: expected redis:.*$/);
}, 120_000);
