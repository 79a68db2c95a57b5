/** The server's process is stopped for seconds under players who use the real client. */
import { setTimeout as sleep } from "node:timers/promises";
import { createFleet } from "../../load/fleet.ts";
import { Pairs } from "../../load/pairing-checker.ts";
import { RunMetrics } from "../../load/run-metrics.ts";
import { atLeast, atMost, type Fault, type Figure } from "../finding.ts";
import { type Hooks, startHooked } from "../hooked.ts";
import type { Stopped } from "../hooks/stops.ts";
import { enterLobby, takeSeat } from "../raw-client.ts";
import { timeUntil, until } from "../until.ts";

const MATCHES = 8;
/** They have played for so long (ms) when it happens: some are in a rally, some at a point. */
const PLAYED = 7000;
/** All are in a countdown so soon after the process goes on (ms), and are watched for so long after that. */
const RESUMED_AFTER = 3000;
const WATCHED = 6000;

async function stopFor(ms: number): Promise<Figure[]> {
  const { server, hooks } = await startHooked({ QUICKPONG_PROXIES: "1" });
  const tally = new RunMetrics();
  const pairs = new Pairs(tally);
  const crowd = {
    server: server.url,
    tally,
    pairs,
    skill: "club",
    hands: "keys",
    seed: 7,
  } as const;
  const fleet = createFleet(crowd, 2 * MATCHES, 20, false);
  try {
    await fleet.ramp();
    await until("all play", () => tally.starts >= 2 * MATCHES, 15_000);
    await sleep(PLAYED);
    await hooks.tell("stop");
    await sleep(ms);
    server.process.kill("SIGCONT");
    return [...(await whatCame(hooks)), atMost("players lost", tally.lost, 0)];
  } finally {
    fleet.stop();
    await server.crash();
  }
}

/** After the process has gone on. */
async function whatCame(hooks: Hooks): Promise<Figure[]> {
  const begin = performance.now();
  let now: Stopped = await hooks.tell("stopped");
  while (now.going < now.matches && performance.now() - begin < 2 * RESUMED_AFTER) {
    await sleep(50);
    now = await hooks.tell("stopped");
  }
  const took = performance.now() - begin;
  const { points, drops } = now;
  await sleep(WATCHED);
  const { matches, ended } = await hooks.tell<Stopped>("stopped");
  return [
    atLeast("matches", matches, MATCHES - 1),
    atMost("points", points, 0),
    atMost("drops counted", drops, 0),
    atMost("all in a countdown after", took, RESUMED_AFTER, "ms"),
    atMost("matches ended", ended, 0),
  ];
}

/** Longer than Colyseus keeps a seat that was given (8 s). */
const SEATS_STOP = 9000;

const withSeats: Fault = {
  name: "stopped with seats given",
  guarantee: "Who was given a seat before takes it after, and plays.",
  slow: true,
  async play() {
    const { server, hooks } = await startHooked({ QUICKPONG_PROXIES: "1" });
    try {
      const guests = [await enterLobby(server.url), await enterLobby(server.url)];
      await until("offers", () => guests.every(({ offer }) => offer));
      await hooks.tell("stop");
      await sleep(SEATS_STOP);
      server.process.kill("SIGCONT");
      const pair = await Promise.all(guests.map((guest) => takeSeat(server.url, guest)));
      const ms = await timeUntil(() => pair.every(({ state }) => state.flightCount > 0), 4000);
      const seated = pair.filter(({ joined, closed }) => joined && !closed).length;
      for (const each of pair) each.leave();
      return [atLeast("seated", seated, 2), atMost("playing after", ms, 1000, "ms")];
    } finally {
      await server.crash();
    }
  },
};

const stopOf = (seconds: number): Omit<Fault, "slow"> => ({
  name: `stopped for ${seconds} s`,
  guarantee: "No point comes of it, no match ends, and all go on with a countdown.",
  play: () => stopFor(1000 * seconds),
});

export const stopFaults: Fault[] = [
  stopOf(5),
  { ...stopOf(10), slow: true },
  { ...stopOf(30), slow: true },
  withSeats,
];
