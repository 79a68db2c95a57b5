/**
 * Every member of Colyseus that is private or promised to nobody, behind functions with types. Written for
 * @colyseus/core 0.18, @colyseus/ws-transport 0.18 and @colyseus/schema 5; docs/UPGRADING.md says what breaks
 * each and which test guards it. There is no other way to any of it, so the server does not start with a
 * Colyseus in which one is missing.
 */
import type { EventEmitter } from "node:events";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import {
  type Client,
  type ClientPrivate,
  type CloseCode,
  connectClientToRoom,
  createAuthContext,
  Protocol,
  Room,
} from "@colyseus/core";
import { Encoder, type Iterator, type Schema } from "@colyseus/schema";
import { WebSocketClient, WebSocketTransport } from "@colyseus/ws-transport";
import type { WebSocket } from "ws";
import { StartError } from "../config.ts";
import { Connection } from "../ws/connection.ts";
import { BYTES_MESSAGE } from "../ws/frame-parser.ts";

/** A client as its room's message handler gets it. */
export type RoomClient = Client & ClientPrivate;
export type FrameHandler = (client: RoomClient, frame: Buffer) => void;

interface RoomInside {
  _reservedSeats: object;
  _reservedSeatTimeouts: Record<string, NodeJS.Timeout>;
  /** Clients that may come back, by token. */
  _reconnections: Record<string, unknown>;
  _onMessage: FrameHandler;
  _onLeave(client: Client, code: CloseCode): Promise<void>;
  resetAutoDisposeTimeout(seconds: number): void;
}
const insideOf = (room: Room): RoomInside => room as unknown as RoomInside;

/** Colyseus's listener for the closing of a client's socket, which it keeps there. */
type SocketInside = EventEmitter & { onleave?: () => void };

const METHODS: [where: string, of: object, ...names: string[]][] = [
  ["Room", Room.prototype, "_onMessage", "_onLeave", "resetAutoDisposeTimeout"],
  ["Room", Room.prototype, "hasReservedSeat", "checkReconnectionToken"],
  ["Encoder", Encoder.prototype, "encode", "encodeAll", "discardChanges"],
  ["WebSocketTransport", WebSocketTransport.prototype, "listenForUpgrade", "onConnection"],
];

/** What of it this version of Colyseus does not have; empty when everything is there. */
export function missingInColyseus(): string[] {
  const missing = METHODS.flatMap(([where, of, ...names]) =>
    names
      .filter((name) => typeof (of as Record<string, unknown>)[name] !== "function")
      .map((name) => `${where}.${name}`),
  );
  const room = new (class extends Room {})();
  const fields = ["_reservedSeats", "_reservedSeatTimeouts", "_reconnections"] as const;
  for (const field of fields)
    if (typeof insideOf(room)[field] !== "object") missing.push(`Room.${field}`);
  if (typeof (room.clock as object as { now?: unknown }).now !== "function")
    missing.push("Room.clock.now");
  if (typeof Encoder.BUFFER_SIZE !== "number") missing.push("Encoder.BUFFER_SIZE");
  if (Protocol.ROOM_DATA_BYTES !== BYTES_MESSAGE) missing.push("Protocol.ROOM_DATA_BYTES = 17");
  return missing;
}

const missing = missingInColyseus();
if (missing.length > 0) {
  throw new StartError(
    `This version of Colyseus has no ${missing.join(", ")}: see docs/UPGRADING.md.`,
  );
}

/** Has the room's clock go by `now` (ms): by Date.now, a step back of the system's clock would freeze it. */
export function setRoomClock(room: Room, now: () => number): void {
  Object.assign(room.clock, { now });
}

/** Puts what `wrap` makes of the room's own handler in front of every frame from its clients. */
export function interceptMessages(room: Room, wrap: (handle: FrameHandler) => FrameHandler): void {
  const inside = insideOf(room);
  inside._onMessage = wrap(inside._onMessage.bind(room));
}

/** Seats that were given and not taken are kept for their whole time from now on. */
export function keepReservedSeats(room: Room): void {
  for (const timer of Object.values(insideOf(room)._reservedSeatTimeouts)) timer.refresh();
}

/** Gives up seats that were given and not taken: they would keep a room that closes for up to 10 s. */
export function dropReservedSeats(room: Room): void {
  const inside = insideOf(room);
  for (const timer of Object.values(inside._reservedSeatTimeouts)) clearTimeout(timer);
  inside._reservedSeatTimeouts = {};
  inside._reservedSeats = {};
  // Has it look whether it is empty.
  inside.resetAutoDisposeTimeout(0);
}

/** Makes `tokens` as good as `own` for coming back; they are forgotten when the returned function is called. */
export function addReconnectionTokens(
  room: Room,
  tokens: readonly string[],
  own: string,
): () => void {
  const known = insideOf(room)._reconnections;
  for (const token of tokens) known[token] = known[own];
  return () => {
    for (const token of tokens) delete known[token];
  };
}

/** The socket of a client. */
export const socketOf = (client: Client): WebSocket => client.ref as unknown as WebSocket;

/** The connection of a client. */
export const connectionOf = (client: Client): Connection => Connection.of(client.ref);

/** Says in the client's name that it has joined, as its own frame would. */
export function sayJoined(client: Client): void {
  client.ref.emit("message", JOINED);
}
const JOINED = Buffer.of(Protocol.JOIN_ROOM);

/** Has `client` leave the room as one that closes its connection does, but the connection stays open. */
export function leaveRoom(room: Room, client: Client, code: CloseCode): Promise<void> {
  const socket = client.ref as SocketInside;
  socket.removeAllListeners("message");
  if (!socket.onleave) throw new Error("a client without Colyseus's listener for its closing");
  socket.removeListener("close", socket.onleave);
  return insideOf(room)._onLeave(client, code);
}

/** A client of this session over a WebSocket that is open already. */
export const clientOver = (socket: WebSocket, sessionId: string): WebSocketClient =>
  new WebSocketClient(sessionId, socket as never);

/** Has the client join the room as one does that has just connected; rejects as Colyseus does. */
export const joinRoom = (room: Room | undefined, client: WebSocketClient): Promise<void> =>
  connectClientToRoom(room, client, createAuthContext({ headers: {} }), { skipHandshake: true });

/** Hands an upgrade to the transport that listens on `server` for them. */
export function emitUpgrade(
  server: Server,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  server.emit("upgrade", request, socket, head);
}

/** Sets how large the buffer of each encoder is that is made from now on (bytes). */
export function setEncoderBufferSize(size: number): void {
  Encoder.BUFFER_SIZE = size;
}

/**
 * Writes what changed into `buffer` from `at.offset` on, instead of the encoder's own buffer, and moves `at`
 * to the end. The encoder keeps `at`, so that one for all must live as long as it.
 */
export function encodeChanges(encoder: Encoder<Schema>, at: Iterator, buffer: Buffer): void {
  encoder.encode(at, undefined, buffer);
  encoder.discardChanges();
}

/** Writes the full state into `buffer` behind its first byte; returns the part that is written. */
export const encodeFullState = (encoder: Encoder<Schema>, buffer: Buffer): Uint8Array =>
  encoder.encodeAll({ offset: 1 }, buffer);
