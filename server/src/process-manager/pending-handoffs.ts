/** The connections that the supervisor has handed to one process and that it has not taken yet. */
import type { ChildProcess } from "node:child_process";
import type { Socket } from "node:net";
import { stopReading } from "../node-internals.ts";
import type { HandedConnection } from "./worker.ts";

/** A connection on its way, and what has been read of it, if anything. */
interface PendingHandoff {
  socket: Socket;
  head: string;
}

/**
 * Node hands sockets over one by one, each when the one before has arrived. When the process is killed
 * it forgets those that still wait, and never says "disconnect": of 14 kills with a connection in the
 * same millisecond six left one without an answer for ever. So they stay open here until the process
 * says that it has them.
 */
export class PendingHandoffs {
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, PendingHandoff>();
  #last = 0;

  /** `lost` hears every connection that the process has not read when it is gone. */
  constructor(child: ChildProcess, lost: (socket: Socket, head: string) => void) {
    this.#child = child;
    // Not "exit": what it has said before may be read after that.
    child.once("close", () => {
      for (const { socket, head } of this.#pending.values()) lost(socket, head);
      this.#pending.clear();
    });
  }

  /** Hands over a connection from which this process has read `head` only. */
  hand(socket: Socket, head: string): void {
    const id = ++this.#last;
    this.#pending.set(id, { socket, head });
    // Node would go on reading until the process has it, and drop what it reads: a quick client's answer.
    stopReading(socket);
    // Where that fails the process is gone, and is heard to close.
    this.#child.send({ id, head } satisfies HandedConnection, socket, { keepOpen: true }, () => {});
  }

  /** The process has it: what is open here is a copy. */
  taken(id: number): void {
    this.#pending.get(id)?.socket.destroy();
    this.#pending.delete(id);
  }
}
