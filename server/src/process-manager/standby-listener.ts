/**
 * The supervisor's copy of the socket at which a worker listens. The system gives that process
 * its share of connections as long as the socket is open, whether the process takes them or not: who
 * came to one that was stopped waited for ever. While the process is not heard the supervisor takes them.
 */
import { createServer, type Server, type Socket } from "node:net";
import { listenAt, type SystemHandle } from "../node-internals.ts";
import { BACKLOG } from "./listen.ts";

export class StandbyListener {
  readonly #take: (socket: Socket) => void;
  #handle: SystemHandle | undefined;
  #server: Server | undefined;

  /** `take` gets what comes while it is open. */
  constructor(take: (socket: Socket) => void) {
    this.#take = take;
  }

  /** The process has sent its socket. */
  keep(handle: SystemHandle): void {
    this.close();
    this.#handle = handle;
  }

  /** Takes connections from now on; the process may do so, too. */
  open(): void {
    if (!this.#handle) return;
    const options = { pauseOnConnect: true, noDelay: true };
    this.#server = createServer(options, this.#take).on("error", () => {});
    listenAt(this.#server, this.#handle, BACKLOG);
    this.#handle = undefined;
  }

  get isOpen(): boolean {
    return this.#server !== undefined;
  }

  /** Takes no more and gives up its copy. */
  close(): void {
    this.#server?.close();
    this.#handle?.close();
    this.#server = undefined;
    this.#handle = undefined;
  }
}
