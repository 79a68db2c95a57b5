/** Makes a match room on this process, with a seat reserved for each of its two players. */
import { matchMaker } from "@colyseus/core";
import { LEFT, RIGHT, type Side } from "@quickpong/shared/court.ts";
import { MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { MatchOrder } from "../lobby/lobby.ts";
import type { SeatOptions } from "./match-room.ts";

type Reservation = Awaited<ReturnType<typeof matchMaker.reserveSeatFor>>;

/** Returns the reservations of the left and the right player. */
export async function openMatch(order: MatchOrder): Promise<[Reservation, Reservation]> {
  const room = await matchMaker.createRoom(MATCH_ROOM, order);
  const reserve = (side: Side): Promise<Reservation> => {
    const seat: SeatOptions = { side };
    return matchMaker.reserveSeatFor(room, seat);
  };
  return [await reserve(LEFT), await reserve(RIGHT)];
}
