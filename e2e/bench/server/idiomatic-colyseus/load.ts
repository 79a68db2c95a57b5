/** Clients of the usual way: they join by the library's matchmaking and send one input a tick. */
import { Agent, request } from "node:http";
import { LightRoom, type Reservation, seatPath } from "../../../load/light-room.ts";
import { type Grid, SLOTS_PER_TICK, startGrid } from "../grid.ts";
import { type Load, noTraffic, rampUp } from "../load.ts";

/** Code of a frame with one input, and of the field in it that says which way. */
const INPUT = 19;
const DIRECTION = 0x80;
/** A player changes direction 3 times a second, as in the other variants. */
const CHANGE = 3 / 60;
const DIRECTIONS = [-1, 0, 1];

interface Player {
  room: LightRoom;
  joined: boolean;
}

export class UsualLoad implements Load {
  readonly traffic = noTraffic();
  readonly #url: URL;
  readonly #players: number;
  readonly #rate: number;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  /** Inputs of different clients go out at different moments of a tick. */
  readonly #groups: Player[][] = Array.from({ length: SLOTS_PER_TICK }, () => []);
  readonly #inputs: Grid;
  #playing = 0;
  #lost = 0;
  #stopped = false;

  /** `rate` is in players a second. */
  constructor(server: string, matches: number, rate: number) {
    this.#url = new URL(server);
    this.#players = 2 * matches;
    this.#rate = rate;
    this.#inputs = startGrid((slot) => {
      for (const { joined, room } of this.#groups[slot % SLOTS_PER_TICK] ?? []) {
        if (joined) sendInput(room);
      }
    });
  }

  ramp(): Promise<void> {
    const isStopped = () => this.#stopped;
    return rampUp(this.#players, this.#rate, (i) => void this.#join(i), isStopped);
  }

  playing(): number {
    return this.#playing;
  }

  trouble(): number {
    return this.#lost;
  }

  stop(): void {
    this.#stopped = true;
    this.#inputs.stop();
    for (const { room } of this.#groups.flat()) room.leave();
    this.#agent.destroy();
  }

  async #join(i: number): Promise<void> {
    const seat = await reserve(this.#url, this.#agent).catch(() => undefined);
    if (this.#stopped) return;
    if (!seat) return void this.#lost++;
    const player: Player = {
      joined: false,
      room: new LightRoom(this.#url, seatPath(seat), this.traffic, {
        joined: () => {
          player.joined = true;
          this.#playing++;
        },
        message: () => {},
        closed: () => {
          if (player.joined) this.#playing--;
          player.joined = false;
          if (!this.#stopped) this.#lost++;
        },
      }),
    };
    this.#groups[i % SLOTS_PER_TICK]?.push(player);
  }
}

/** Only a change has content, as the library's own encoder has it. */
function sendInput(room: LightRoom): void {
  if (Math.random() >= CHANGE) return room.send(Uint8Array.of(INPUT));
  const direction = DIRECTIONS[Math.floor(Math.random() * 3)] as number;
  room.send(Uint8Array.of(INPUT, DIRECTION, direction & 255));
}

function reserve(url: URL, agent: Agent): Promise<Reservation> {
  const { hostname, port } = url;
  const path = "/matchmake/joinOrCreate/usual";
  const headers = { "Content-Type": "application/json", "Content-Length": 2 };
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.on("data", (data) => (text += data));
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve(JSON.parse(text) as Reservation);
        else reject(new Error(text));
      });
    });
    asked.on("error", reject);
    asked.end("{}");
  });
}
