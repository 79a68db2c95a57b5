/** The ports of a process: the game's, and one for metrics only. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Config } from "../config.ts";
import { listen } from "./listen.ts";
import { serveAsWorker, type WorkerMode } from "./worker.ts";

export class Listeners {
  readonly #http: Server;
  readonly #metrics: Server;

  /** Servers for the game and for metrics, neither of which listens yet. */
  constructor(http: Server, metrics: Server) {
    this.#http = http;
    this.#metrics = metrics;
  }

  /** Listens as the settings say, or as a worker does; rejects with a StartError. */
  async open(config: Config, workerMode: WorkerMode | undefined): Promise<void> {
    const { metricsPort, metricsHost } = config;
    if (metricsPort !== undefined)
      await listen(this.#metrics, { port: metricsPort, host: metricsHost });
    if (workerMode !== "handed") await listen(this.#http, { ...config, reusePort: !!workerMode });
    if (workerMode) serveAsWorker(this.#http);
  }

  get port(): number | undefined {
    return portOf(this.#http);
  }

  get metricsPort(): number | undefined {
    return portOf(this.#metrics);
  }

  /** Listens no more; connected clients stay. */
  close(): void {
    this.#http.close();
    this.#metrics.close();
  }

  closeAllConnections(): void {
    this.#http.closeAllConnections();
    this.#metrics.closeAllConnections();
  }
}

const portOf = (server: Server): number | undefined =>
  (server.address() as AddressInfo | null)?.port;
