/** More work than the process can do. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { atMost, type Fault } from "../finding.ts";
import { enterLobby } from "../raw-client.ts";
import type { ServerEnv } from "../server-env.ts";
import { timeUntil } from "../until.ts";

const BURN_MS = 10_000;

/** Whether somebody is let into the lobby, and if not, why. */
async function comesIn(env: ServerEnv): Promise<number | true> {
  const guest = await enterLobby(env.url);
  await timeUntil(() => guest.joined || guest.closed, 3000);
  guest.leave();
  return guest.joined || (guest.refused ?? 0);
}

async function timeOf(condition: () => Promise<boolean>, timeout: number): Promise<number> {
  const begin = performance.now();
  while (!(await condition()) && performance.now() - begin < timeout);
  return performance.now() - begin;
}

const overload: Fault = {
  name: "overload",
  guarantee: "Who comes is told that the server is full, who plays stays, and it passes.",
  slow: true,
  async play(env) {
    const lost = env.tally.lost;
    const burning = env.tell("burn", { ms: BURN_MS });
    const full = async () => (await comesIn(env)) === CloseReason.full;
    const refused = await timeOf(full, BURN_MS);
    await burning;
    const again = await timeOf(async () => (await comesIn(env)) === true, 15_000);
    return [
      atMost("refused after", refused, BURN_MS - 1000, "ms"),
      atMost("open again after", again, 10_000, "ms"),
      atMost("players lost", env.tally.lost - lost, 0),
    ];
  },
};

export const overloadFaults = [overload];
