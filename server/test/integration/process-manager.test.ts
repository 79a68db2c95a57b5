/** How `npm start -- --processes 2` starts and ends: each test has processes of its own. */
import { createServer } from "node:net";
import { afterAll, expect, test } from "vitest";
import { enterLobby, type Player } from "../support/player.ts";
import {
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

/** As on a system without SO_REUSEPORT. */
const UNSHARED = preloaded(`
  import { Server } from "node:net";
  const { listen } = Server.prototype;
  Server.prototype.listen = function (where, ...rest) {
    if (where?.reusePort) throw new Error("listen ENOTSUP");
    return listen.call(this, where, ...rest);
  };
`);
/** One of two takes its time to listen. */
const LATE = preloaded(`
  import { Server } from "node:net";
  const { listen } = Server.prototype;
  if (process.env.QUICKPONG_PROCESS === "p2") Server.prototype.listen = function (...where) {
    setTimeout(() => listen.apply(this, where), 3000);
  };
`);

afterAll(killAll);

test("where a port can't be shared the supervisor hands connections over", async () => {
  const run = new SupervisedServer(2, {
    NODE_OPTIONS: UNSHARED,
    QUICKPONG_DRAIN_SECONDS: "0",
  });
  const there = await run.url();
  for (const names of [
    ["p1", "p2"],
    ["p2", "p2"],
  ]) {
    const guests = await Promise.all(names.map((name) => enterLobbyAt(there, name)));
    const pair = await meet(guests);
    await until("a match", () => pair.every(({ phase }) => phase === "rally"));
    await leave(pair);
  }
  run.child.kill("SIGKILL");
  // Without it there is no port, so they end as well.
  const isThere = () => ["p1", "p2"].some((name) => exists(run.pid(name)));
  await until("nothing is left", () => !isThere());
}, 50_000);

test("CLUSTER-1: a process gets matches as soon as it listens, and none before", async () => {
  const PORT = await freePort();
  const run = new SupervisedServer(2, { PORT, NODE_OPTIONS: LATE, QUICKPONG_DRAIN_SECONDS: "0" });
  const there = `http://127.0.0.1:${PORT}`;
  const isOpen = () =>
    fetch(`${there}/healthz`).then(
      (answer) => answer.ok,
      () => false,
    );
  await expect.poll(isOpen, { timeout: START_MS }).toBe(true);
  const pairs: Player[][] = [];
  const openMatch = async (): Promise<string> => {
    const pair = await meet([await enterLobby(there), await enterLobby(there)]);
    pairs.push(pair);
    return processOf(pair[0] as Player);
  };
  const isUp = () => run.out.includes("open http");
  const before: string[] = [];
  while (!isUp()) {
    const place = await openMatch();
    if (!isUp()) before.push(place);
  }
  expect(new Set(before)).toEqual(new Set(["p1"]));
  await expect.poll(openMatch, { timeout: 3000 }).toBe("p2");
  await Promise.all(pairs.map(leave));
  run.child.kill("SIGTERM");
  await until("the end", () => run.ended);
}, 50_000);

test("when the port is taken or one can't start, the reason is told and nothing stays", async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
  const { port } = taken.address() as { port: number };
  const settings = [{ PORT: String(port) }, { QUICKPONG_METRICS_PORT: String(port) }];
  const runs = settings.map((env) => new SupervisedServer(2, env));
  await until("the end", () => runs.every(({ ended }) => ended), START_MS);
  taken.close();
  for (const { child, out, err } of runs) {
    expect(child.exitCode).toBe(1);
    // The others may have been quicker, but nobody is told to come.
    expect(out).not.toContain("is up");
    expect(err).toContain(`Port ${port} is taken.`);
  }
}, 50_000);
