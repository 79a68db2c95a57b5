/** Colyseus's WebSocket transport behind our HTTP server: it sees only the connections that are let through. */
import { type IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketTransport } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";
import { renewedCookie } from "../http/renewed-cookie.ts";
import { Connection, type ConnectionOptions } from "../ws/connection.ts";
import type { Heartbeat } from "../ws/heartbeat.ts";
import { emitUpgrade } from "./colyseus-internals.ts";

/** Longest message taken from a client (bytes); the longest of ours is 9. */
const MESSAGE_MAX = 1024;

export class Transport extends WebSocketTransport {
  readonly #heartbeat: Heartbeat;
  /** A server that never listens: Colyseus takes upgrades from it. */
  readonly #upgrades: Server;

  /** `heartbeat` checks every connection that is opened. */
  constructor(heartbeat: Heartbeat, options: ConnectionOptions) {
    const upgrades = new Server();
    // Deflate would cost 50 us a frame; the heartbeat replaces the transport's pings.
    super({ server: upgrades, pingInterval: 0, perMessageDeflate: false, maxPayload: MESSAGE_MAX });
    this.#upgrades = upgrades;
    this.#heartbeat = heartbeat;
    this.wss.on("headers", (headers: string[], request: IncomingMessage) => {
      const cookie = renewedCookie(request);
      if (cookie) headers.push(`Set-Cookie: ${cookie}`);
    });
    // First of all listeners, so that a client that joins counts already when the room asks.
    this.wss.prependListener("connection", (socket: WebSocket, request: IncomingMessage) => {
      heartbeat.watch(new Connection(socket, request.socket, options));
    });
  }

  /** Takes over a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // The answer and the room's first message in one piece.
    socket.cork();
    emitUpgrade(this.#upgrades, request, socket, head);
    setImmediate(() => socket.uncork());
  }

  override shutdown(): void {
    this.#heartbeat.stop();
    super.shutdown();
  }
}
