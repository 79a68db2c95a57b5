/**
 * Finds connections that are dead or don't read, and ends them.
 *
 * Sockets are looked after in ten groups, one each 40 ms: pinging all of them in one loop every
 * 3 s, as the transport does by itself, held the ticks up by 72 ms at 2,000 clients. Who has just
 * said something is not pinged.
 */
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

interface Pulse {
  looks: number;
  heard: boolean;
  silent: number;
}

export class Heartbeat {
  readonly #groups = Array.from({ length: GROUPS }, () => new Map<WebSocket, Pulse>());
  #next = 0;
  readonly #timer: NodeJS.Timeout;

  constructor() {
    let group = 0;
    this.#timer = setInterval(() => this.#lookAfter(group++ % GROUPS), PERIOD / GROUPS);
  }

  /** Sockets looked after: everybody who is connected. */
  get size(): number {
    return this.#groups.reduce((sum, group) => sum + group.size, 0);
  }

  /** Looks after the socket until it closes. */
  watch(socket: WebSocket): void {
    const group = this.#groups[this.#next++ % GROUPS] as Map<WebSocket, Pulse>;
    const pulse: Pulse = { looks: 0, heard: true, silent: 0 };
    const heard = () => {
      pulse.heard = true;
    };
    group.set(socket, pulse);
    socket.on("message", heard).on("pong", heard);
    socket.once("close", () => group.delete(socket));
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

function feel(socket: WebSocket, pulse: Pulse): void {
  const { heard } = pulse;
  pulse.heard = false;
  pulse.silent = heard ? 0 : pulse.silent + 1;
  if (pulse.silent > SILENT_PULSES) socket.terminate();
  else if (!heard) socket.ping();
}
