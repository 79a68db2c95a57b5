/** What `npm start -- --processes 2` leaves behind when its supervisor is killed: each test has its own. */
import { afterAll, expect, test } from "vitest";
import { enterLobby } from "../support/player.ts";
import {
  comeAroundTheKillOf,
  exists,
  freePort,
  killAll,
  leave,
  meet,
  START_MS,
  SupervisedServer,
} from "../support/supervised-server.ts";
import { until } from "../support/until.ts";

afterAll(killAll);

test("processes whose supervisor is killed end, whatever it was just handing over", async () => {
  const run = new SupervisedServer(2, { QUICKPONG_DRAIN_SECONDS: "0" });
  const there = await run.url();
  const pids = () => ["p1", "p2"].map((name) => run.pid(name));
  await until("all are known", () => pids().every(Boolean));
  await comeAroundTheKillOf(run.child.pid ?? 0, there);
  await until("all have ended", () => !pids().some(exists));
});

test.each([
  ["whose supervisor is killed", false],
  ["whose supervisor is killed while they end", true],
])(
  "CLUSTER-5: processes %s let their matches go on, too",
  async (_, ending) => {
    const run = new SupervisedServer(2, { QUICKPONG_DRAIN_SECONDS: "30" });
    const there = await run.url();
    const pair = await meet([await enterLobby(there), await enterLobby(there)]);
    await until("a match", () => pair.every(({ state }) => state.flightCount > 0));
    if (ending) run.child.kill("SIGTERM");
    const areEnding = () => run.out.split('"msg":"server ending"').length === 3;
    if (ending) await until("they end", areEnding);
    run.child.kill("SIGKILL");
    const killed = performance.now();
    const patches = () => pair[0]?.patches ?? 0;
    let before = Number.POSITIVE_INFINITY;
    await until("it goes on", () => {
      // They look for their supervisor twice a second.
      if (performance.now() - killed < 1500) before = patches();
      return patches() > before + 1;
    });
    const pids = ["p1", "p2"].map((name) => run.pid(name));
    await leave(pair);
    await until("all have ended", () => !pids.some(exists));
  },
  50_000,
);

test("CLUSTER-5: a supervisor that is killed can be started anew at once, while matches of before go on", async () => {
  const settings = { PORT: await freePort(), QUICKPONG_DRAIN_SECONDS: "30" };
  const run = new SupervisedServer(2, settings);
  const there = await run.url();
  const pair = await meet([await enterLobby(there), await enterLobby(there)]);
  await until("a match", () => pair.every(({ state }) => state.flightCount > 0));
  run.child.kill("SIGKILL");
  const next = new SupervisedServer(2, settings);
  // Before the others are up: on a busy machine these two may idle for too long until then.
  const patches = pair[0]?.patches ?? 0;
  await until("the match goes on", () => (pair[0]?.patches ?? 0) > patches + 1);
  expect(await next.url()).toBe(there);
  // Players who come now come to the new ones alone.
  const others = await meet([await enterLobby(there), await enterLobby(there)]);
  await until("another match", () => others.every(({ state }) => state.flightCount > 0));
  await leave([...pair, ...others].filter(({ closed }) => closed === undefined));
  const pids = ["p1", "p2"].map((name) => run.pid(name));
  await until("the old ones have ended", () => !pids.some(exists), START_MS);
  next.child.kill("SIGTERM");
  await until("the end", () => next.ended);
  expect(next.err).toBe("");
}, 90_000);
