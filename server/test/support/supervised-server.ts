/** `npm start -- --processes 2` as a process of its own, and players who come to one of them. */
import { type ChildProcess, spawn } from "node:child_process";
import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { Client, type SeatReservation } from "@colyseus/sdk";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { newTab, type Visitor, visitorIn } from "./player.ts";
import { until } from "./until.ts";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
/** Processes that start side by side on a busy machine (ms). */
const START_MS = 30_000;

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
