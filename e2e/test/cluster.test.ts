/** Two real processes behind a real nginx, which find each other over a real Redis. */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askForSeat, Puppet, pairUp, takeSeat } from "../chaos/puppet.ts";
import { until } from "../chaos/until.ts";
import { inTop } from "../tools/paths.ts";
import { type Program, startNginx, startRedis } from "../tools/programs.ts";
import { freePort, type RunningServer, startServer } from "../tools/start-server.ts";

let redis: Program;
let redisPort: number;
let nginx: Program;
let servers: RunningServer[];
/** The front door. */
let door: string;

const startProcess = (name: string, port: number) =>
  startServer({
    port,
    env: { REDIS_URL: `redis://127.0.0.1:${redisPort}`, QUICKPONG_PROCESS: name },
  });

beforeAll(async () => {
  redisPort = await freePort();
  redis = await startRedis(redisPort);
  const [one, two, front] = [await freePort(), await freePort(), await freePort()];
  // The first is the oldest, so the lobby is there.
  servers = [await startProcess("p1", one), await startProcess("p2", two)];
  const config = readFileSync(inTop("server/deploy/nginx.conf"), "utf8");
  const ports: Record<string, number> = { 2567: one, 2568: two, 8080: front };
  nginx = await startNginx(
    front,
    config.replace(/\b(2567|2568|8080)\b/g, (port) => String(ports[port])),
  );
  door = `http://127.0.0.1:${front}`;
}, 60_000);

afterAll(async () => {
  await Promise.all([...servers.map(({ crash }) => crash()), nginx.stop(), redis.stop()]);
});

const url = (n: 0 | 1): string => (servers[n] as RunningServer).url;
const leave = (players: readonly Puppet[]) => {
  for (const player of players) player.leave();
};

/** Tries again and again, as pages do, for at most 8 s. */
async function untilDone<T>(attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 8000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

test("two who come to different processes meet, and matches are spread", async () => {
  const counts: Record<string, number> = { p1: 0, p2: 0 };
  const players: Puppet[] = [];
  for (let n = 0; n < 10; n++) {
    const guests = [await enterLobbyOf(0), await enterLobbyOf(1)];
    const pair = await Promise.all(guests.map((guest) => takeSeat(door, guest)));
    await until("both are there", () => pair.every(({ opponent }) => opponent.present));
    const process = pair[0]?.seat.processId ?? "";
    counts[process] = (counts[process] ?? 0) + 1;
    players.push(...pair);
  }
  // Within 20 % of an even share; the first may be made before the processes know each other.
  for (const count of Object.values(counts)) expect(Math.abs(count - 5)).toBeLessThanOrEqual(1);
  leave(players);
});

/** Asks one process for the way in, and comes through the front door. */
async function enterLobbyOf(n: 0 | 1): Promise<Puppet> {
  const guest = new Puppet(door, await enterSeat(n));
  await until("in", () => guest.joined);
  return guest;
}

function enterSeat(n: 0 | 1) {
  const tab = `cluster-${Math.random().toString(36).slice(2)}`;
  return askForSeat(url(n), "joinOrCreate/lobby", { version: PROTOCOL_VERSION, name: "x", tab });
}

test("a Redis that is away for 2 s ends no match, and everybody can play when it is back", async () => {
  const pair = await pairUp(door);
  await redis.stop();
  const away = performance.now();
  await until("2 s have passed", () => performance.now() - away > 2000);
  expect(pair.map(({ closed }) => closed)).toEqual([undefined, undefined]);
  redis = await startRedis(redisPort);
  const back = performance.now();
  const seat = await untilDone(() => enterSeat(1));
  expect(seat.processId).toBe("p1");
  expect(performance.now() - back).toBeLessThan(5000);
  leave(pair);
});

test("when a process is killed its players are told, and meet again on the other", async () => {
  const players: Puppet[] = [];
  const used = new Set<string>();
  // After Redis was away the processes find each other again; until then matches stay with the leader.
  while (used.size < 2) {
    const pair = await pairUp(door);
    for (const player of pair) {
      used.add(player.seat.processId ?? "");
      if (player.seat.processId === "p1") players.push(player);
    }
  }
  await servers[0]?.crash();
  const killed = performance.now();
  await until("they notice", () => players.every(({ closed }) => closed !== undefined));
  // As the page does: it tries to come back, and is told that there is nothing to come back to.
  for (const { seat, token } of players) {
    const reconnectionToken = token.split(":")[1] ?? token;
    const again = new Puppet(door, { ...seat, reconnectionToken });
    expect(await until("an answer", () => again.closed)).toBe(4003);
  }
  const again = await untilDone(() => pairUp(door));
  expect(performance.now() - killed).toBeLessThan(3000);
  expect(again.map(({ seat }) => seat.processId)).toEqual(["p2", "p2"]);
  leave(again);
});
