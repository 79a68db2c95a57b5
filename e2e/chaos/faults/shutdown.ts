/** The end: everybody is told, and the process goes. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { atLeast, atMost, type Fault } from "../finding.ts";
import { enterLobby, pairUp } from "../puppet.ts";
import { timeUntil, until } from "../until.ts";

const sigterm: Fault = {
  name: "SIGTERM",
  guarantee: "Everybody is told why, and the process ends by itself with status 0.",
  async play(arena) {
    const players = [...(await pairUp(arena.url)), ...(await pairUp(arena.url))];
    const guest = await enterLobby(arena.url);
    await until("a guest", () => guest.joined);
    players.push(guest);
    arena.watchdog.stop();
    arena.server.process.kill("SIGTERM");
    const ms = await timeUntil(() => arena.exited, 15_000);
    await timeUntil(() => players.every(({ closed }) => closed), 500);
    const told = players.filter(({ closed }) => closed === CloseReason.shutdown).length;
    const status = arena.server.process.exitCode ?? 1;
    return [
      atLeast("told", (100 * told) / players.length, 100, "%"),
      atMost("ended after", ms, 10_000, "ms"),
      atMost("exit status", status, 0),
    ];
  },
};

/** Ends the server, so these come last. */
export const shutdownFaults = [sigterm];
