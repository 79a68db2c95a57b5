/** What lean bots share: a wheel of timers, and a few connections over which they ask for seats. */
import { Agent, request } from "node:http";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { Crowd } from "./crowd.ts";
import type { Reservation } from "./lean-room.ts";
import { Wheel } from "./wheel.ts";

/** Connections over which all bots ask for seats. */
const HTTP_CONNECTIONS = 64;
/** A seat in the lobby or in a match that does not come (ms). */
export const PATIENCE = 15_000;

export class Lean {
  readonly crowd: Crowd;
  readonly wheel = new Wheel();
  readonly server: URL;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: HTTP_CONNECTIONS });

  constructor(crowd: Crowd) {
    this.crowd = crowd;
    this.server = new URL(crowd.server);
  }

  /** Asks for a seat in the lobby. */
  reserve(options: object): Promise<Reservation> {
    const { hostname, port } = this.server;
    const body = JSON.stringify(options);
    return new Promise((resolve, reject) => {
      const headers = {
        "Content-Type": "application/json",
        "Content-Length": Buffer.byteLength(body),
      };
      const path = `/matchmake/joinOrCreate/${LOBBY_ROOM}`;
      const asked = request(
        { hostname, port, path, method: "POST", agent: this.#agent, headers },
        (answer) => {
          let text = "";
          answer.on("data", (data) => (text += data));
          answer.on("end", () => {
            if (answer.statusCode === 200) resolve(JSON.parse(text) as Reservation);
            else reject(new Error(String(answer.statusCode)));
          });
        },
      );
      asked.setTimeout(PATIENCE, () => asked.destroy(new Error("timeout")));
      asked.on("error", reject);
      asked.end(body);
    });
  }

  stop(): void {
    this.wheel.stop();
    this.#agent.destroy();
  }
}
