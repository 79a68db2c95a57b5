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
/** A look in so many is whether the peer is alive, too. */
const LOOKS_PER_PULSE = 2;
/** Pulses (0.8 s) of silence, with a ping in each, after which a peer counts as gone. */
const SILENT_PULSES = 4;
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
  silent: number;
}

export class Heartbeat {
  readonly #groups = Array.from({ length: GROUPS }, () => new Map<WebSocket, Pulse>());
  #next = 0;
  #messages = 0;
  /** Of sockets that are closed. */
  readonly #past = { bytesRead: 0, bytesWritten: 0 };
  readonly #closed: (code: number) => void;
  readonly #timer: NodeJS.Timeout;

  /** `closed` hears the code of every socket that closes. */
  constructor(closed: (code: number) => void = () => {}) {
    this.#closed = closed;
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
    const pulse: Pulse = { looks: 0, heard: true, silent: 0 };
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
    for (const [socket, pulse] of this.#groups[group] ?? []) {
      if (socket.bufferedAmount > UNSENT_MAX) socket.terminate();
      else if (++pulse.looks % LOOKS_PER_PULSE === 0) feel(socket, pulse);
    }
  }
}

/** The TCP connection under a WebSocket. */
const streamOf = (socket: WebSocket): Socket | undefined =>
  (socket as WebSocket & { _socket?: Socket })._socket;

function feel(socket: WebSocket, pulse: Pulse): void {
  const { heard } = pulse;
  pulse.heard = false;
  pulse.silent = heard ? 0 : pulse.silent + 1;
  if (pulse.silent > SILENT_PULSES) socket.terminate();
  else if (!heard) socket.ping();
}
