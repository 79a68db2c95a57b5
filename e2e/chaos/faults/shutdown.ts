/** The end: everybody is told, and the process goes. */
import { setTimeout as sleep } from "node:timers/promises";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { startServer } from "../../lib/start-server.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { enterLobby, pairUp } from "../raw-client.ts";
import { timeUntil, until } from "../until.ts";

const sigterm: Fault = {
  name: "SIGTERM",
  guarantee: "Everybody is told why, and the process ends by itself with status 0.",
  async play(env) {
    const players = [...(await pairUp(env.url)), ...(await pairUp(env.url))];
    const guest = await enterLobby(env.url);
    await until("a guest", () => guest.joined);
    players.push(guest);
    env.watchdog.stop();
    env.server.process.kill("SIGTERM");
    const ms = await timeUntil(() => env.exited, 15_000);
    await timeUntil(() => players.every(({ closed }) => closed), 500);
    const told = players.filter(({ closed }) => closed === CloseReason.shutdown).length;
    const status = env.server.process.exitCode ?? 1;
    return [
      atLeast("told", (100 * told) / players.length, 100, "%"),
      atMost("ended after", ms, 10_000, "ms"),
      atMost("exit status", status, 0),
    ];
  },
};

const secondSignal: Fault = {
  name: "second SIGTERM",
  guarantee: "Who can't wait for running matches says so again, and the process ends at once.",
  slow: true,
  async play() {
    const server = await startServer({ env: { QUICKPONG_DRAIN_SECONDS: "60" } });
    await pairUp(server.url);
    server.process.kill("SIGTERM");
    await sleep(500);
    const waited = server.process.exitCode === null;
    server.process.kill("SIGTERM");
    const ms = await timeUntil(() => server.process.exitCode !== null, 3000);
    await server.crash();
    return [atLeast("waited before", Number(waited), 1), atMost("ended after", ms, 500, "ms")];
  },
};

const sigkill: Fault = {
  name: "SIGKILL",
  guarantee: "Players notice within 3 s; a new process at the same address takes them on.",
  slow: true,
  async play() {
    const server = await startServer();
    const players = await pairUp(server.url);
    const killed = performance.now();
    await server.crash();
    await timeUntil(() => players.every(({ closed }) => closed), 5000);
    const noticed = performance.now() - killed;
    const next = await startServer({ port: server.port });
    const begin = performance.now();
    await pairUp(next.url);
    const seated = performance.now() - begin;
    await next.crash();
    return [
      atMost("noticed after", noticed, 3000, "ms"),
      atMost("playing again after its start", seated, 1000, "ms"),
    ];
  },
};

/** The last one ends the env's server. */
export const shutdownFaults = [secondSignal, sigkill, sigterm];
