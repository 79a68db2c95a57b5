/** Seats a client of one room in another of this process, over the connection that it has. */
import {
  type Client,
  ClientState,
  CloseCode,
  matchMaker,
  type Room,
  ServerError,
} from "@colyseus/core";
import type { WebSocket } from "ws";
import { Connection } from "../ws/connection.ts";
import { clientOver, joinRoom, leaveRoom, sayJoined, socketOf } from "./colyseus-internals.ts";

/** A reserved seat, as far as it matters here. */
export interface SeatReservation {
  roomId: string;
  sessionId: string;
}

/**
 * Has `client` leave `from` and take its seat, as one more connection would; docs/adr/0012 says what that
 * one would cost. A client that comes too late for the seat is told so and closed. Rejects with what should
 * not have happened.
 */
export async function switchRoom(from: Room, client: Client, seat: SeatReservation): Promise<void> {
  const leaving = leaveRoom(from, client, CloseCode.CONSENTED);
  // In the same turn of the event loop as the leaving: in between nobody would hear the connection close.
  await Promise.all([leaving, join(socketOf(client), seat)]);
}

async function join(socket: WebSocket, { roomId, sessionId }: SeatReservation): Promise<void> {
  const client = clientOver(socket, sessionId);
  const uncork = Connection.of(socket).cork();
  try {
    await joinRoom(matchMaker.getLocalRoomById(roomId), client);
    acknowledgeOnBehalf(client);
  } catch (error) {
    const { code, message } = error as { code: number; message: string };
    client.error(code, message, () => socket.close(CloseCode.WITH_ERROR));
    if (!(error instanceof ServerError)) throw error;
  } finally {
    uncork();
  }
}

/**
 * Says for the client that it has joined, as it has just asked: so the state goes out with the room's first
 * message, a round trip and a write earlier. Its own message comes later and means nothing more.
 */
export function acknowledgeOnBehalf(client: Client): void {
  if (client.state === ClientState.JOINING) sayJoined(client);
}
