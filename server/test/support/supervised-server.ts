/** `npm start -- --processes 2` as a process of its own, and players who come to one of them. */
import { type ChildProcess, spawn } from "node:child_process";
import { request } from "node:http";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Client, type SeatReservation } from "@colyseus/sdk";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { WebSocket } from "ws";
import { newTab, type Player, takeSeat, type Visitor, visitorIn } from "./player.ts";
import { until } from "./until.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** For processes that start side by side, on a machine that may have other things to do (ms). */
export const START_MS = 40_000;

const DEFAULTS = { HOST: "127.0.0.1", PORT: "0", QUICKPONG_DATA: "off" };

const started = new Set<ChildProcess>();

/** Ends all that were started, however their tests went. */
export function killAll(): void {
  for (const child of started) child.kill("SIGKILL");
}

export class SupervisedServer {
  readonly child: ChildProcess;
  out = "";
  err = "";

  constructor(processes: number, env: Record<string, string>) {
    const args = [MAIN, "--processes", String(processes)];
    this.child = spawn(process.execPath, args, {
      env: { PATH: process.env["PATH"], ...DEFAULTS, ...env },
    });
    started.add(this.child);
    this.child.once("close", () => {
      this.ended = true;
    });
    this.child.stdout?.on("data", (data) => {
      this.out += data;
    });
    this.child.stderr?.on("data", (data) => {
      this.err += data;
    });
  }

  /** The address it says. */
  async url(): Promise<string> {
    const address = () => /open (http:\S+)/.exec(this.out)?.[1];
    return (await until("the address", address, START_MS)).replace("localhost", "127.0.0.1");
  }

  /** The worker of this name, by its log. */
  pid(name: string): number {
    const lines = this.out.split("\n").filter((line) => line.startsWith("{"));
    const starts = lines
      .map((line) => JSON.parse(line))
      .filter(({ msg }) => msg === "server started");
    return starts.findLast((line) => line.process === name)?.pid ?? 0;
  }

  /** It has, and everything it wrote has arrived. */
  ended = false;
}

/** Comes to the lobby by process `name`. */
export async function enterLobbyAt(
  url: string,
  name: string,
  options = {},
  headers: Record<string, string> = {},
): Promise<Visitor> {
  const client = new Client(url);
  const join = { version: PROTOCOL_VERSION, name: "Ada", tab: newTab(), ...options };
  for (;;) {
    const seat = (await post(
      `${url}/matchmake/joinOrCreate/${LOBBY_ROOM}`,
      join,
      headers,
    )) as SeatReservation;
    // Connections are handed out one after the other; a seat that nobody takes is free again.
    if (seat.processId === name)
      return visitorIn(client, await client.consumeSeatReservation(seat));
  }
}

/** Over a connection of its own. */
function post(url: string, body: object, more: Record<string, string>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", ...more };
    const asked = request(url, { method: "POST", agent: false, headers }, (answer) => {
      let text = "";
      answer.on("data", (data) => {
        text += data;
      });
      answer.on("end", () => resolve(JSON.parse(text)));
    });
    asked.on("error", reject).end(JSON.stringify(body));
  });
}

/** A value for NODE_OPTIONS: runs before everything else in a process. */
export const preloaded = (code: string): string =>
  `--import "data:text/javascript,${encodeURIComponent(code)}"`;

/** The process that has a player's match. */
export const processOf = ({ offer }: Player): string =>
  (offer.reservation as { processId: string }).processId;

export const meet = (guests: Visitor[]): Promise<Player[]> => Promise.all(guests.map(takeSeat));

export const leave = (players: Player[]) => Promise.all(players.map(({ room }) => room.leave()));

/** Whether there is such a process. */
export const exists = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A port that nobody listens on. */
export async function freePort(): Promise<string> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as { port: number };
  return new Promise((resolve) => probe.close(() => resolve(String(port))));
}

/** Around a kill, with a connection in each (ms). Without pending-handoffs.ts some got no answer in six of six. */
const MOMENT = 12;

/** Comes back to p1 in every millisecond around a kill of `pid`; how each was answered. */
export function comeAroundTheKillOf(pid: number, there: string): Promise<unknown[]> {
  const seat = "p1/abcdefgh0?sessionId=R6jNAmi6D&reconnectionToken=lAqYvGXVG";
  const codes = Array.from({ length: MOMENT }, async (_, ms) => {
    await sleep(ms);
    if (ms === MOMENT / 2) process.kill(pid, "SIGKILL");
    const socket = new WebSocket(`${there.replace("http", "ws")}/${seat}`).on("error", () => {});
    const closed = new Promise((resolve) => socket.once("close", resolve));
    return Promise.race([closed, sleep(3000, "unanswered")]);
  });
  return Promise.all(codes);
}
