/**
 * Finds connections that are dead or don't read, and ends them.
 *
 * Sockets are looked after in ten groups, one each 40 ms: pinging all of them in one loop every
 * 3 s, as the transport does by itself, held the ticks up by 72 ms at 2,000 clients. Who has said
 * something of late is not pinged: a ping and its pong cost as much as two messages.
 */
import type { Connection } from "./connection.ts";

const GROUPS = 10;
/** Each socket is looked after this often (ms): what piles up meanwhile is lost memory. */
const PERIOD = 400;
/** Who has been silent for so long (ms) is pinged at every second look. */
const PING_AFTER = 1500;
const LOOKS_PER_PING = 2;
/** Silence (ms) after which a peer counts as gone; counted from a look, seen at a look. */
const SILENT_MAX = 3800;
/** Silence counted at one look (ms): what came in during a stall of our own is read only after it. */
const SILENT_AT_A_LOOK = 2 * PERIOD;
/** Unsent bytes at which a peer counts as not reading: 2 minutes of a match. */
const UNSENT_MAX = 64 * 1024;

/** What has come and gone over sockets. */
export interface Liveness {
  bytesRead: number;
  bytesWritten: number;
  messages: number;
}

/** What is looked at of a connection. */
export type MonitoredConnection = Pick<
  Connection,
  "unsent" | "bytesRead" | "bytesWritten" | "messages" | "heard" | "endedFor"
> & {
  readonly socket: Pick<Connection["socket"], "ping" | "terminate" | "once">;
  readonly allowance: Pick<Connection["allowance"], "refill">;
};

interface Pulse {
  readonly line: MonitoredConnection;
  looks: number;
  /** For how long nothing was heard (ms). */
  silent: number;
  /** When that was counted last (ms). */
  at: number;
}

export class Heartbeat {
  readonly #groups = Array.from({ length: GROUPS }, () => new Set<Pulse>());
  #next = 0;
  /** Of connections that are closed. */
  readonly #past: Liveness = { bytesRead: 0, bytesWritten: 0, messages: 0 };
  readonly #closed: (code: number) => void;
  readonly #timer: NodeJS.Timeout;

  readonly #clock: () => number;

  /** `closed` hears what every socket was closed for, as a code; `clock` is monotonic (ms). */
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
  get traffic(): Liveness {
    const sum = { ...this.#past };
    for (const group of this.#groups) for (const { line } of group) addTraffic(sum, line);
    return sum;
  }

  /** Looks after the connection until it closes. */
  watch(line: MonitoredConnection): void {
    const group = this.#groups[this.#next++ % GROUPS] as Set<Pulse>;
    const pulse = { line, looks: 0, silent: 0, at: this.#clock() };
    group.add(pulse);
    line.socket.once("close", (code: number) => {
      group.delete(pulse);
      addTraffic(this.#past, line);
      this.#closed(line.endedFor ?? code);
    });
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #lookAfter(group: number): void {
    const now = this.#clock();
    for (const pulse of this.#groups[group] ?? []) {
      if (pulse.line.unsent > UNSENT_MAX) pulse.line.socket.terminate();
      else feel(pulse, now);
    }
  }
}

function addTraffic(
  sum: Liveness,
  { bytesRead, bytesWritten, messages }: MonitoredConnection,
): void {
  sum.bytesRead += bytesRead;
  sum.bytesWritten += bytesWritten;
  sum.messages += messages;
}

function feel(pulse: Pulse, now: number): void {
  const { line } = pulse;
  line.allowance.refill(now - pulse.at);
  // By the clock: on a busy machine looks come late, and ever later.
  const since = Math.min(now - pulse.at, SILENT_AT_A_LOOK);
  pulse.silent = line.heard ? 0 : pulse.silent + since;
  pulse.at = now;
  line.heard = false;
  pulse.looks++;
  if (pulse.silent > SILENT_MAX) line.socket.terminate();
  else if (pulse.looks % LOOKS_PER_PING === 0 && pulse.silent > PING_AFTER) line.socket.ping();
}
