/**
 * Finds connections that are dead or don't read, and ends them.
 *
 * Connections are checked in ten groups, one each 40 ms: pinging all of them in one loop every
 * 3 s, as the transport does by itself, held the ticks up by 72 ms at 2,000 clients. A client that has
 * said something of late is not pinged: a ping and its pong cost as much as two messages.
 */
import type { Connection } from "./connection.ts";

const GROUPS = 10;
/** Each connection is checked this often (ms): what piles up meanwhile is lost memory. */
const PERIOD = 400;
/** A client that has been silent for so long (ms) is pinged at every second check. */
const PING_AFTER = 1500;
const CHECKS_PER_PING = 2;
/** Silence (ms) after which a peer counts as gone; counted from a check, seen at a check. */
const SILENT_MAX = 3800;
/** Silence counted at one check (ms): what came in during a stall of our own is read only after it. */
const SILENT_PER_CHECK = 2 * PERIOD;
/** Unsent bytes at which a peer counts as not reading: 2 minutes of a match. */
const UNSENT_MAX = 64 * 1024;

/** What has come and gone over sockets. */
export interface Traffic {
  bytesRead: number;
  bytesWritten: number;
  messages: number;
}

/** What the heartbeat needs of a connection. */
export type MonitoredConnection = Pick<
  Connection,
  "unsent" | "bytesRead" | "bytesWritten" | "messages" | "alive" | "endedFor"
> & {
  readonly socket: Pick<Connection["socket"], "ping" | "terminate" | "once">;
  readonly budget: Pick<Connection["budget"], "refill">;
};

interface Liveness {
  readonly connection: MonitoredConnection;
  checks: number;
  /** For how long nothing has come (ms). */
  silent: number;
  /** When that was counted last (ms). */
  checkedAt: number;
}

export class Heartbeat {
  readonly #groups = Array.from({ length: GROUPS }, () => new Set<Liveness>());
  #next = 0;
  /** Of connections that are closed. */
  readonly #past: Traffic = { bytesRead: 0, bytesWritten: 0, messages: 0 };
  readonly #closed: (code: number) => void;
  readonly #timer: NodeJS.Timeout;

  readonly #clock: () => number;

  /** `closed` hears what every socket was closed for, as a code; `clock` is monotonic (ms). */
  constructor(closed: (code: number) => void = () => {}, clock = () => performance.now()) {
    this.#closed = closed;
    this.#clock = clock;
    let group = 0;
    this.#timer = setInterval(() => this.#checkGroup(group++ % GROUPS), PERIOD / GROUPS);
  }

  /** Connections that are watched: everybody who is connected. */
  get size(): number {
    return this.#groups.reduce((sum, group) => sum + group.size, 0);
  }

  /** Traffic since the start. */
  get traffic(): Traffic {
    const sum = { ...this.#past };
    for (const group of this.#groups)
      for (const { connection } of group) addTraffic(sum, connection);
    return sum;
  }

  /** Checks the connection until it closes. */
  watch(connection: MonitoredConnection): void {
    const group = this.#groups[this.#next++ % GROUPS] as Set<Liveness>;
    const liveness = { connection, checks: 0, silent: 0, checkedAt: this.#clock() };
    group.add(liveness);
    connection.socket.once("close", (code: number) => {
      group.delete(liveness);
      addTraffic(this.#past, connection);
      this.#closed(connection.endedFor ?? code);
    });
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #checkGroup(group: number): void {
    const now = this.#clock();
    for (const liveness of this.#groups[group] ?? []) {
      if (liveness.connection.unsent > UNSENT_MAX) liveness.connection.socket.terminate();
      else check(liveness, now);
    }
  }
}

function addTraffic(
  sum: Traffic,
  { bytesRead, bytesWritten, messages }: MonitoredConnection,
): void {
  sum.bytesRead += bytesRead;
  sum.bytesWritten += bytesWritten;
  sum.messages += messages;
}

function check(liveness: Liveness, now: number): void {
  const { connection } = liveness;
  connection.budget.refill(now - liveness.checkedAt);
  // By the clock: on a busy machine checks come late, and ever later.
  const since = Math.min(now - liveness.checkedAt, SILENT_PER_CHECK);
  liveness.silent = connection.alive ? 0 : liveness.silent + since;
  liveness.checkedAt = now;
  connection.alive = false;
  liveness.checks++;
  const isPingDue = liveness.checks % CHECKS_PER_PING === 0 && liveness.silent > PING_AFTER;
  if (liveness.silent > SILENT_MAX) connection.socket.terminate();
  else if (isPingDue) connection.socket.ping();
}
