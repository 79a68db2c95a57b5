/**
 * A TCP proxy with the network of one's choice in it: delay, jitter, loss as TCP shows it, stalls
 * and resets on command. For bots, browser tests and whoever wants to break something.
 *
 *     const proxy = await startProxy({ target: server.port, quality: { rtt: 80, jitter: 15, loss: 0.005 } });
 *     ... connect to proxy.url instead of server.url ...
 *     proxy.stall(2000);            // everybody hears nothing for two seconds
 *     proxy.connections[0]?.reset() // one of them is cut off
 *     await proxy.stop();
 *
 * The model is e2e/virtual/channel.ts, per connection and direction, on real timers.
 */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { randomFrom } from "@quickpong/shared/random.ts";
import type { LinkQuality } from "../../virtual/channel.ts";
import { Pipe } from "./pipe.ts";

export type { LinkQuality } from "../../virtual/channel.ts";

const HOST = "127.0.0.1";
const PERFECT: LinkQuality = { rtt: 0, jitter: 0, loss: 0 };

export interface ProxyOptions {
  /** Port to which everything goes, on this machine unless a `host` is named. */
  target: number;
  host?: string;
  /** Of every new connection; one function call each. A perfect link when left out. */
  quality?: LinkQuality | ((connection: number) => LinkQuality);
  /** Of the random delays; the same seed gives the same ones in the same order. */
  seed?: number;
}

/** One client's connection through the proxy. */
export class ProxiedConnection {
  readonly #sockets: readonly [Socket, Socket];
  readonly #pipes: readonly [Pipe, Pipe];

  constructor(client: Socket, server: Socket, quality: LinkQuality, random: () => number) {
    this.#sockets = [client, server];
    this.#pipes = [
      new Pipe(client, server, quality, random),
      new Pipe(server, client, quality, random),
    ];
  }

  /** Bytes that have entered, client to server and server to client. */
  get bytes(): { up: number; down: number } {
    return { up: this.#pipes[0].bytes, down: this.#pipes[1].bytes };
  }

  /** Changes the link from now on. */
  setQuality(quality: LinkQuality): void {
    for (const pipe of this.#pipes) pipe.quality = quality;
  }

  /** Nothing passes for `ms`, either way or in one direction; then everything arrives at once. */
  stall(ms: number, direction: "both" | "up" | "down" = "both"): void {
    if (direction !== "down") this.#pipes[0].stall(ms);
    if (direction !== "up") this.#pipes[1].stall(ms);
  }

  /** Cuts the connection off; both ends see a reset, and what was under way is lost. */
  reset(): void {
    for (const pipe of this.#pipes) pipe.cut();
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }
}

export class TcpProxy {
  /** Open connections, oldest first. */
  readonly connections: ProxiedConnection[] = [];
  readonly #options: ProxyOptions;
  readonly #random: () => number;
  readonly #server: Server;
  #quality: NonNullable<ProxyOptions["quality"]>;
  #accepted = 0;
  #refusing = false;

  constructor(options: ProxyOptions) {
    this.#options = options;
    this.#quality = options.quality ?? PERFECT;
    this.#random = randomFrom(options.seed ?? 1);
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      this.#accept(socket),
    );
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
  get url(): string {
    return `http://${HOST}:${this.port}`;
  }

  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject).listen(0, HOST, resolve);
    });
  }

  /** Changes every connection that is open or comes later. */
  setQuality(quality: LinkQuality): void {
    this.#quality = quality;
    for (const connection of this.connections) connection.setQuality(quality);
  }

  /** Nothing passes for `ms` on any open connection. */
  stall(ms: number): void {
    for (const connection of this.connections) connection.stall(ms);
  }

  /** Resets every open connection. */
  reset(): void {
    for (const connection of [...this.connections]) connection.reset();
  }

  /** New connections are reset at once for as long as this is on: the network is gone. */
  refuse(on: boolean): void {
    this.#refusing = on;
  }

  /** Resets everything and stops listening. */
  stop(): Promise<void> {
    this.reset();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #accept(client: Socket): void {
    if (this.#refusing) return void client.resetAndDestroy();
    const { target: port, host = HOST } = this.#options;
    const server = connect({
      port,
      host,
      allowHalfOpen: true,
      noDelay: true,
    });
    const quality =
      typeof this.#quality === "function" ? this.#quality(this.#accepted++) : this.#quality;
    const connection = new ProxiedConnection(client, server, quality, this.#random);
    this.connections.push(connection);
    const sockets = [client, server];
    for (const socket of sockets) {
      // A broken end breaks the other one, too.
      socket.on("error", () => connection.reset());
      socket.on("close", () => {
        if (sockets.every((each) => each.destroyed)) this.#forget(connection);
      });
    }
  }

  #forget(connection: ProxiedConnection): void {
    const at = this.connections.indexOf(connection);
    if (at >= 0) this.connections.splice(at, 1);
  }
}

/** Starts a proxy on a free port of this machine. */
export async function startProxy(options: ProxyOptions): Promise<TcpProxy> {
  const proxy = new TcpProxy(options);
  await proxy.listen();
  return proxy;
}
