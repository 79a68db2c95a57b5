/**
 * Finds connections that are dead or don't read, and ends them.
 *
 * Sockets are looked after in ten groups, one each 40 ms: pinging all of them in one loop every
 * 3 s, as the transport does by itself, held the ticks up by 72 ms at 2,000 clients. Who has just
 * said something is not pinged.
 */
import type { Socket } from "node:net";
import type { WebSocket } from "ws";

const GROUPS = 10;
/** Each socket is looked after this often (ms): what piles up meanwhile is lost memory. */
const PERIOD = 400;
/** At every second look who has been silent since the one before is pinged. */
const LOOKS_PER_PING = 2;
/** Silence (ms) after which a peer counts as gone; counted from a look, seen at a look. */
const SILENT_MAX = 3800;
/** Silence counted at one look (ms): what came in during a stall of our own is read only after it. */
const SILENT_AT_A_LOOK = 2 * PERIOD;
/** Unsent bytes at which a peer counts as not reading: 2 minutes of a match. */
const UNSENT_MAX = 64 * 1024;

/** What has come and gone over sockets. */
export interface Traffic {
  bytesRead: number;
  bytesWritten: number;
  messages: number;
}

interface Pulse {
  looks: number;
  heard: boolean;
  /** For how long nothing was heard (ms). */
  silent: number;
  /** When that was counted last (ms). */
  at: number;
}

export class Heartbeat {
  readonly #groups = Array.from({ length: GROUPS }, () => new Map<WebSocket, Pulse>());
  #next = 0;
  #messages = 0;
  /** Of sockets that are closed. */
  readonly #past = { bytesRead: 0, bytesWritten: 0 };
  readonly #closed: (code: number) => void;
  readonly #timer: NodeJS.Timeout;

  readonly #clock: () => number;

  /** `closed` hears the code of every socket that closes; `clock` is monotonic (ms). */
  constructor(closed: (code: number) => void = () => {}, clock = () => performance.now()) {
    this.#closed = closed;
    this.#clock = clock;
    let group = 0;
    this.#timer = setInterval(() => this.#lookAfter(group++ % GROUPS), PERIOD / GROUPS);
  }

  /** Sockets looked after: everybody who is connected. */
  get size(): number {
    return this.#groups.reduce((sum, group) => sum + group.size, 0);
  }

  /** Traffic since the start. */
  get traffic(): Traffic {
    let { bytesRead, bytesWritten } = this.#past;
    for (const group of this.#groups) {
      for (const socket of group.keys()) {
        bytesRead += streamOf(socket)?.bytesRead ?? 0;
        bytesWritten += streamOf(socket)?.bytesWritten ?? 0;
      }
    }
    return { bytesRead, bytesWritten, messages: this.#messages };
  }

  /** Looks after the socket until it closes. */
  watch(socket: WebSocket): void {
    const group = this.#groups[this.#next++ % GROUPS] as Map<WebSocket, Pulse>;
    const pulse: Pulse = { looks: 0, heard: true, silent: 0, at: this.#clock() };
    const heard = () => {
      pulse.heard = true;
    };
    const said = () => {
      pulse.heard = true;
      this.#messages++;
    };
    group.set(socket, pulse);
    const stream = streamOf(socket);
    socket.on("message", said).on("pong", heard);
    socket.once("close", (code: number) => {
      group.delete(socket);
      this.#past.bytesRead += stream?.bytesRead ?? 0;
      this.#past.bytesWritten += stream?.bytesWritten ?? 0;
      this.#closed(code);
    });
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #lookAfter(group: number): void {
    const now = this.#clock();
    for (const [socket, pulse] of this.#groups[group] ?? []) {
      if (socket.bufferedAmount > UNSENT_MAX) socket.terminate();
      else feel(socket, pulse, now);
    }
  }
}

/** The TCP connection under a WebSocket. */
const streamOf = (socket: WebSocket): Socket | undefined =>
  (socket as WebSocket & { _socket?: Socket })._socket;

function feel(socket: WebSocket, pulse: Pulse, now: number): void {
  // By the clock: on a busy machine looks come late, and ever later.
  const since = Math.min(now - pulse.at, SILENT_AT_A_LOOK);
  pulse.silent = pulse.heard ? 0 : pulse.silent + since;
  pulse.at = now;
  pulse.heard = false;
  pulse.looks++;
  if (pulse.silent > SILENT_MAX) socket.terminate();
  else if (pulse.looks % LOOKS_PER_PING === 0 && pulse.silent > PERIOD) socket.ping();
}
