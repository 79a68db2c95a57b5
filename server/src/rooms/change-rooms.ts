/** Seats a client of one room in another of this process, over the connection that it has. */
import {
  type Client,
  CloseCode,
  connectClientToRoom,
  createAuthContext,
  matchMaker,
  type Room,
} from "@colyseus/core";
import { WebSocketClient } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";

/** A reserved seat, as far as it matters here. */
export interface Seat {
  roomId: string;
  sessionId: string;
}

/** What of Colyseus's rooms and sockets has no type. */
type Left = { _onLeave(client: Client, code: CloseCode): Promise<void> };
type Joined = WebSocket & { onleave: () => void };

/**
 * Has `client` leave `from` and take its seat, as one more connection would; docs/adr/0012 says what that
 * one would cost. Who comes too late for the seat is told so and closed.
 */
export async function changeRooms(from: Room, client: Client, seat: Seat): Promise<void> {
  const socket = client.ref as unknown as Joined;
  // What Colyseus does with a client that leaves, but for closing its connection.
  socket.removeAllListeners("message");
  socket.removeListener("close", socket.onleave);
  void (from as unknown as Left)._onLeave(client, CloseCode.CONSENTED);
  const next = new WebSocketClient(seat.sessionId, socket as never);
  try {
    // In the same turn as the leaving: in between nobody would hear the connection close.
    const room = matchMaker.getLocalRoomById(seat.roomId);
    await connectClientToRoom(room, next, createAuthContext({ headers: {} }), {
      skipHandshake: true,
    });
  } catch (error) {
    const { code, message } = error as { code: number; message: string };
    next.error(code, message, () => socket.close(CloseCode.WITH_ERROR));
  }
}
