/**
 * The launcher's copy of the socket at which a launched process listens. The system gives that process
 * its share of connections as long as the socket is open, whether the process takes them or not: who
 * came to one that was stopped waited for ever. While the process is not heard the launcher takes them.
 */
import { createServer, type Server, type Socket } from "node:net";
import { BACKLOG } from "../process-manager/listen.ts";

/** What Node sends from process to process: a handle of its own, which has no type. */
export interface Handle {
  close(): void;
}

export class SpareDoor {
  readonly #take: (socket: Socket) => void;
  #handle: Handle | undefined;
  #server: Server | undefined;

  /** `take` gets what comes while it is open. */
  constructor(take: (socket: Socket) => void) {
    this.#take = take;
  }

  /** The process has sent its socket. */
  keep(handle: Handle): void {
    this.close();
    this.#handle = handle;
  }

  /** Takes connections from now on; the process may do so, too. */
  open(): void {
    if (!this.#handle) return;
    const options = { pauseOnConnect: true, noDelay: true };
    this.#server = createServer(options, this.#take).on("error", () => {});
    this.#server.listen({ _handle: this.#handle }, BACKLOG);
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
