/**
 * What watchers cost: the server's CPU and how late its ticks are, first without and then with
 * watchers of one of its matches. `node server/test/print-watchers.ts [watchers]`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { LobbyRequest } from "@quickpong/shared/protocol/messages.ts";
import { enterLobby, type Player, takeSeat, type Watcher, watchMatch } from "./support/player.ts";
import { until } from "./support/until.ts";

const WATCHERS = Number(process.argv[2] ?? 200);
const MATCHES = 20;
/** How long each measurement takes (s). */
const SECONDS = 15;
/** CPU time in /proc is counted in steps of 10 ms. */
const CLOCK_TICK = 10;

/** A match against a bot: its hand says about as much as a human's, 30 times a second. */
async function openMatch(url: string): Promise<Player> {
  const visitor = await enterLobby(url);
  await until("status", () => visitor.statuses[0]);
  visitor.room.send(LobbyRequest.bot, 1);
  const player = await takeSeat(visitor);
  await player.play("meet");
  return player;
}

/** CPU time of a process so far (ms). */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * CLOCK_TICK;
}

async function measure(watchers: number): Promise<void> {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const env = {
    ...process.env,
    PORT: "0",
    HOST: "127.0.0.1",
    QUICKPONG_POINTS: "21",
    QUICKPONG_DATA: "off",
  };
  const server = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  server.stdout.on("data", (data) => {
    output += data;
  });
  const url = await until("the server", () => /open (http:\S+)/.exec(output)?.[1]);
  const players: Player[] = [];
  for (let n = 0; n < MATCHES; n++) players.push(await openMatch(url));
  const watched = players[0] as Player;
  await watched.reaches("rally");
  const audience: Watcher[] = [];
  while (audience.length < watchers) audience.push(await watchMatch(url, watched.room.roomId));
  await sleep(1000);

  const [cpu, patches, seen] = [cpuOf(server.pid ?? 0), watched.patches, audience[0]?.patches ?? 0];
  await sleep(SECONDS * 1000);
  const used = (cpuOf(server.pid ?? 0) - cpu) / SECONDS;
  const health = await (await fetch(`${url}/healthz`)).json();
  const { tickLatenessMs } = health as { tickLatenessMs: { p50: number; p99: number } };
  console.log(
    `${watchers} watchers: ${used.toFixed(0)} ms of CPU a second, ticks late by ` +
      `${tickLatenessMs.p50.toFixed(1)} ms (median), ${tickLatenessMs.p99.toFixed(1)} ms (p99); ` +
      `a player gets ${((watched.patches - patches) / SECONDS).toFixed(1)} messages a second, ` +
      `a watcher ${(((audience[0]?.patches ?? 0) - seen) / SECONDS).toFixed(1)}`,
  );
  server.kill();
  await once(server, "exit");
}

await measure(0);
await measure(WATCHERS);
process.exit(0);
