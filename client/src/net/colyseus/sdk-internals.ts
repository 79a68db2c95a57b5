/**
 * The only file that uses members of the Colyseus SDK (0.18.4) that it does not promise:
 * docs/UPGRADING.md. They are looked for when this file is loaded. Where one is missing, seats are taken
 * over connections of their own, and a lost line is noticed by the SDK alone.
 */
import { Room, type SeatReservation } from "@colyseus/sdk";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";

/** A room of the server, whichever: the lobby's connection can become a match's. */
export type AnyRoom = Room<unknown, PublishedMatch>;

/** Members that are not promised, and what each must be. */
const EXPECTED: readonly (readonly [name: string, isThere: (room: AnyRoom) => boolean])[] = [
  ["onJoin.once", (room) => typeof room["onJoin"]?.once === "function"],
  ["joinedAtTime", (room) => room["joinedAtTime"] === 0],
  ["onLeave.invoke", (room) => typeof room.onLeave?.invoke === "function"],
];

/** The names of the members that `room`, which has no connection, lacks. */
export const missingFrom = (room: AnyRoom): string[] =>
  EXPECTED.filter(([, isThere]) => !isThere(room)).map(([name]) => name);

const missing = missingFrom(new Room("check"));
if (missing.length > 0) console.warn(`The Colyseus SDK lacks ${missing.join(", ")}.`);

/** Whether the lobby's connection can become that of a seat. */
export const canSwitchRooms = missing.length === 0;

/** The connection is that of a seat from now on, also for the SDK's own way back to it. */
export function switchRoom(
  room: AnyRoom,
  { roomId, sessionId }: SeatReservation,
  address: string,
): void {
  room.connection.url = address;
  // To the SDK it is a room that has not been joined yet.
  Object.assign(room, { roomId, sessionId, joinedAtTime: 0 });
}

/** Calls back once, when the server has let the client in. */
export function onceJoined(room: AnyRoom, callback: () => void): void {
  room["onJoin"].once(callback);
}

/** Tells everybody who listens that the room was left for good with `code`. */
export function endRoom(room: AnyRoom, code: number, reason: string): void {
  room.onLeave.invoke(code, reason);
}

/** Calls back with the size (bytes) of every frame that comes, before the SDK has it. */
export function onFrame(room: AnyRoom, callback: (bytes: number) => void): void {
  const { events } = room.connection;
  const handle = events.onmessage;
  events.onmessage = (event: { data: ArrayBuffer }) => {
    callback(event.data.byteLength);
    handle?.(event);
  };
}
