/** Colyseus's WebSocket transport behind our HTTP front: it sees only what the front lets through. */
import { type IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketTransport } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";
import { Connection } from "../ws/connection.ts";
import { Heartbeat } from "../ws/heartbeat.ts";

/** Longest message taken from a client (bytes); the longest of ours is 9. */
const MESSAGE_MAX = 1024;

export class Transport extends WebSocketTransport {
  readonly heartbeat: Heartbeat;

  /**
   * `closed` hears the code of every WebSocket that closes; `letMatchesOn` is called between what
   * clients say.
   */
  constructor(closed: (code: number) => void, letMatchesOn: () => void) {
    // A server that never listens; `upgrade` is how sockets reach it.
    const behind = new Server();
    // Deflate would cost 50 us a frame; the heartbeat replaces the transport's pings.
    super({ server: behind, pingInterval: 0, perMessageDeflate: false, maxPayload: MESSAGE_MAX });
    this.heartbeat = new Heartbeat(closed);
    // First of all listeners, so that whoever joins counts already when the room asks.
    this.wss.prependListener("connection", (socket: WebSocket) => {
      this.heartbeat.watch(new Connection(socket, letMatchesOn));
    });
  }

  /** Takes over a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // The answer and the room's first word in one piece.
    socket.cork();
    this.server?.emit("upgrade", request, socket, head);
    setImmediate(() => socket.uncork());
  }

  override shutdown(): void {
    this.heartbeat.stop();
    super.shutdown();
  }
}
