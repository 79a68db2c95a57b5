/** Thousands who wait in the lobby and do nothing. */
import { atLeast, atMost, type Fault } from "../finding.ts";
import { enterLobby, type RawClient } from "../raw-client.ts";
import { until } from "../until.ts";

/** Hosts of private rooms: others would be paired. */
const WAITING = 3000;
/** Players who come together, and how long they may take (ms). */
const TOGETHER = 100;
const PATIENCE = 60_000;
/** Longer than the status takes to come round (ms). */
const LOOK = 4000;
/** A tick, of CPU time (ms): collecting garbage is among it. */
const ROUND_MAX = 16.67;

const fullLobby: Fault = {
  name: "full lobby",
  guarantee:
    "However many wait, what they are told goes out in pieces; no round of the loop is long.",
  slow: true,
  async play(env) {
    const wish = { host: { pointsToWin: 7, pace: 1, watch: true } };
    const hosts: RawClient[] = [];
    while (hosts.length < WAITING) {
      const coming = Array.from({ length: TOGETHER }, () =>
        enterLobby(env.url, "Host", false, wish),
      );
      const come = await Promise.all(coming);
      await until("a room each", () => come.every(({ code }) => code), PATIENCE);
      hosts.push(...come);
    }
    const { longestMs, rounds } = await env.tell<{ longestMs: number; rounds: number }>(
      "eventLoop",
      {
        ms: LOOK,
      },
    );
    const here = hosts.filter(({ closed }) => closed === undefined).length;
    for (const host of hosts) host.leave();
    await until("all gone", () => hosts.every(({ closed }) => closed !== undefined), PATIENCE);
    return [
      ...env.survived(),
      atLeast("waiting", here, WAITING),
      atLeast("rounds", rounds, 100),
      atMost("longest round", longestMs, ROUND_MAX, "ms"),
    ];
  },
};

export const lobbyFaults = [fullLobby];
