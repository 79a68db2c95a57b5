/** Clients of the floor: frames of the right size at the right rate, and nothing else. */
import { LightSocket } from "../../../load/light-socket.ts";
import { type Sleeper, SleeperWheel } from "../../../load/sleeper-wheel.ts";
import { type Load, noTraffic, rampUp } from "../load.ts";
import type { Rates } from "./frames.ts";

export class FloorLoad implements Load {
  readonly traffic = noTraffic();
  readonly #url: URL;
  readonly #players: number;
  readonly #rate: number;
  readonly #period: number;
  readonly #size: number;
  readonly #wheel = new SleeperWheel();
  readonly #sockets: LightSocket[] = [];
  #playing = 0;
  #lost = 0;
  #stopped = false;

  /** `rate` is in players a second. */
  constructor(server: string, matches: number, rate: number, { upFrames, upSize }: Rates) {
    this.#url = new URL(server);
    this.#players = 2 * matches;
    this.#rate = rate;
    this.#period = 1000 / upFrames;
    this.#size = Math.round(upSize);
  }

  ramp(): Promise<void> {
    const isStopped = () => this.#stopped;
    return rampUp(this.#players, this.#rate, () => this.#join(), isStopped);
  }

  playing(): number {
    return this.#playing;
  }

  trouble(): number {
    return this.#lost;
  }

  stop(): void {
    this.#stopped = true;
    this.#wheel.stop();
    for (const socket of this.#sockets) socket.close();
  }

  #join(): void {
    let joined = false;
    const socket = new LightSocket(this.#url.hostname, Number(this.#url.port), "/", {
      open: () => {
        joined = true;
        this.#playing++;
        this.#wheel.schedule(this.#senderTo(socket));
      },
      message: (bytes) => {
        this.traffic.downMessages++;
        this.traffic.downBytes += bytes.length;
      },
      closed: () => {
        if (joined) this.#playing--;
        if (!this.#stopped) this.#lost++;
      },
    });
    this.#sockets.push(socket);
  }

  #senderTo(socket: LightSocket): Sleeper {
    const sender: Sleeper = {
      wakeAt: performance.now() + Math.random() * this.#period,
      slot: -1,
      wake: () => {
        sender.wakeAt += this.#period;
        this.traffic.upMessages++;
        this.traffic.upBytes += this.#size;
        socket.send(new Uint8Array(this.#size));
      },
    };
    return sender;
  }
}
