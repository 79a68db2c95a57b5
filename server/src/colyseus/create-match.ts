/** Makes a match room on this process, with a seat reserved for each of its players. */
import { matchMaker } from "@colyseus/core";
import { LEFT, RIGHT, type Side } from "@quickpong/shared/court.ts";
import { CloseReason, MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { CreateMatchRequest } from "../matchmaking/matchmaker.ts";
import type { SeatOptions } from "./match-room.ts";

type Reservation = Awaited<ReturnType<typeof matchMaker.reserveSeatFor>>;

/** Ends a match that nobody comes to. */
export function discardMatchRoom(roomId: string): void {
  void matchMaker.getLocalRoomById(roomId)?.disconnect(CloseReason.matchOver);
}

/** Returns the reservations of the left and the right player; a bot has none. */
export async function createMatchRoom(
  request: CreateMatchRequest,
): Promise<[Reservation | undefined, Reservation | undefined]> {
  const room = await matchMaker.createRoom(MATCH_ROOM, request);
  const reserve = async (side: Side): Promise<Reservation | undefined> => {
    if ((side === LEFT ? request.left : request.right).bot) return undefined;
    const seat: SeatOptions = { side };
    return matchMaker.reserveSeatFor(room, seat);
  };
  return [await reserve(LEFT), await reserve(RIGHT)];
}
