/** Seats a client of one room in another of this process, over the connection that it has. */
import {
  type Client,
  ClientState,
  CloseCode,
  connectClientToRoom,
  createAuthContext,
  matchMaker,
  Protocol,
  type Room,
  ServerError,
} from "@colyseus/core";
import { WebSocketClient } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";
import { connectionOf } from "../ws/connection.ts";

/** What a client says that has joined. */
const HERE = Buffer.of(Protocol.JOIN_ROOM);

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
 * one would cost. Who comes too late for the seat is told so and closed. Rejects with what should not
 * have happened.
 */
export async function switchRoom(from: Room, client: Client, seat: Seat): Promise<void> {
  const socket = client.ref as unknown as Joined;
  // What Colyseus does with a client that leaves, but for closing its connection.
  socket.removeAllListeners("message");
  socket.removeListener("close", socket.onleave);
  const leaving = (from as unknown as Left)._onLeave(client, CloseCode.CONSENTED);
  // In the same turn of the event loop as the leaving: in between nobody would hear the connection close.
  await Promise.all([leaving, join(socket, seat)]);
}

async function join(socket: Joined, { roomId, sessionId }: Seat): Promise<void> {
  const client = new WebSocketClient(sessionId, socket as never);
  const release = connectionOf(client).hold();
  try {
    const room = matchMaker.getLocalRoomById(roomId);
    await connectClientToRoom(room, client, createAuthContext({ headers: {} }), {
      skipHandshake: true,
    });
    acknowledgeOnBehalf(client);
  } catch (error) {
    const { code, message } = error as { code: number; message: string };
    client.error(code, message, () => socket.close(CloseCode.WITH_ERROR));
    if (!(error instanceof ServerError)) throw error;
  } finally {
    release();
  }
}

/**
 * Says for the client that it is there, as it has just asked: so the state goes out with the room's first
 * word, a round trip and a write earlier. Its own word comes later and means nothing more.
 */
export function acknowledgeOnBehalf(client: Client): void {
  if (client.state === ClientState.JOINING) client.ref.emit("message", HERE);
}
