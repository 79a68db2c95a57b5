/** A server that has been put together: opens its ports, drains and closes. */
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { finishMatches } from "./colyseus/drain.ts";
import type { RoomServices } from "./colyseus/room-services.ts";
import type { PictureMaker } from "./pictures/picture-maker.ts";
import type { Listeners } from "./process-manager/listeners.ts";
import type { WorkerMode } from "./process-manager/worker.ts";
import type { Store } from "./store/store.ts";

/** For how long what has been played is still saved at the end (ms): within the deadline of process-manager/exit.ts. */
const STORE_CLOSE_MAX = 3000;

/** For what happened last in competitions to be brought to the store (ms). */
const SETTLE_MAX = 500;

interface RunningParts {
  services: RoomServices;
  rooms: { gracefullyShutdown(exit: boolean): Promise<unknown> };
  store: Store;
  pictures: PictureMaker;
  listeners: Listeners;
  overloadTimer: NodeJS.Timeout;
  state: { open: boolean };
}

export class RunningApp {
  readonly services: RoomServices;
  readonly #parts: RunningParts;

  constructor(parts: RunningParts) {
    this.services = parts.services;
    this.#parts = parts;
  }

  /** The port it listens on. */
  get port(): number {
    return this.#parts.listeners.port ?? 0;
  }

  /** The port with metrics only, if there is one. */
  get metricsPort(): number | undefined {
    return this.#parts.listeners.metricsPort;
  }

  /** Opens the ports; rejects with a StartError, with everything closed again. */
  async listen(workerMode: WorkerMode | undefined): Promise<void> {
    const { services, listeners } = this.#parts;
    try {
      await listeners.open(services.config, workerMode);
      services.cluster.opened();
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /**
   * Lets nobody in any more, tells those in the lobby, and waits for running matches to end, at most
   * `ms`. Says how many have not.
   */
  drain(ms: number): Promise<number> {
    const { services, state } = this.#parts;
    state.open = false;
    services.cluster.retire();
    services.lobby.disconnect(CloseReason.shutdown);
    services.competitions.freeze();
    return finishMatches(ms);
  }

  /** Listens no more, so that another server can; connected clients stay. */
  leavePort(): void {
    this.#parts.listeners.close();
  }

  /** Tells everybody, closes every room and socket, and stops listening. */
  async close(): Promise<void> {
    const { services, rooms, listeners, overloadTimer, state, store, pictures } = this.#parts;
    state.open = false;
    clearInterval(overloadTimer);
    services.cluster.close();
    listeners.close();
    await rooms.gracefullyShutdown(false);
    await services.competitions.settle(SETTLE_MAX);
    services.competitions.close();
    services.ticker.stop();
    listeners.closeAllConnections();
    await pictures.close();
    const results = await store.close(STORE_CLOSE_MAX);
    if (results > 0)
      services.log.error({ results }, "results lost: the store did not save them in time");
  }
}
