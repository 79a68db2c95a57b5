/** The network breaks under a player who uses the real client. */
import { setTimeout as sleep } from "node:timers/promises";
import { startProxy, type TcpProxy } from "../../lib/proxy/tcp-proxy.ts";
import { createFleet } from "../../load/fleet.ts";
import { Pairs } from "../../load/pairing-checker.ts";
import { RunMetrics } from "../../load/run-metrics.ts";
import { atMost, type Fault, type Figure } from "../finding.ts";
import { enterLobby, type RawClient, takeSeat } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil, until } from "../until.ts";

/** Back so soon after the network is (ms). */
const BACK_AFTER = 1000;

/** Seats a real client, who comes through a proxy, opposite a raw one. */
async function opposite(
  env: ServerEnv,
  work: (proxy: TcpProxy, client: RawClient) => Promise<Figure[]>,
): Promise<Figure[]> {
  const proxy = await startProxy({ target: env.server.port });
  const tally = new RunMetrics();
  const pairs = new Pairs(tally);
  const crowd = {
    server: proxy.url,
    tally,
    pairs,
    skill: "club",
    hands: "keys",
    seed: 99,
  } as const;
  const fleet = createFleet(crowd, 1, 100, false);
  try {
    await fleet.ramp();
    const guest = await enterLobby(env.url);
    const client = await takeSeat(env.url, guest);
    await until("both are there", () => client.opponent.present && client.state.flightCount > 0);
    await sleep(300);
    const figures = await work(proxy, client);
    client.leave();
    return [...figures, atMost("seats lost", tally.lost, 0)];
  } finally {
    fleet.stop();
    await proxy.stop();
  }
}

const reset: Fault = {
  name: "reset with return",
  guarantee: "A player whose network was gone is back within 1 s of its return.",
  play: (env) =>
    opposite(env, async (proxy, client) => {
      proxy.refuse(true);
      proxy.reset();
      const noticed = await timeUntil(() => !client.opponent.present, 3000);
      await sleep(1500);
      proxy.refuse(false);
      const back = await timeUntil(() => client.opponent.present, 5000);
      return [
        atMost("opponent told after", noticed, 200, "ms"),
        atMost("back after", back, BACK_AFTER, "ms"),
      ];
    }),
};

const stall: Fault = {
  name: "network stall of 1 s",
  guarantee: "Nobody is lost and nobody has to come back.",
  slow: true,
  play: (env) =>
    opposite(env, async (proxy, client) => {
      let gone = 0;
      client.patched = () => {
        if (!client.opponent.present) gone++;
      };
      proxy.stall(1000);
      await sleep(2000);
      return [atMost("absences", gone, 0)];
    }),
};

export const networkFaults = [reset, stall];
