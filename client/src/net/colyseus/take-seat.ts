/** From the lobby to a seat over the connection that is there. See docs/adr/0012-one-connection-from-lobby-to-match.md. */
import type { SeatReservation } from "@colyseus/sdk";
import { LOBBY_ENDPOINT, LobbyRequest } from "@quickpong/shared/protocol/messages.ts";
import { type AnyRoom, onceJoined, switchRoom } from "./sdk-internals.ts";

/** WebSocket's own close codes and Colyseus's: how a connection ended, not why a seat was refused. */
const LOSSES = { from: 1000, to: 4099 };

/**
 * Has the lobby's connection become that of a seat in the same process. Resolves with undefined when it
 * is lost on the way, or `ended` before there was an answer; rejects with the code that says why there is
 * no seat. To the SDK it is a join like the first, over a connection that is open already.
 */
export function takeSeat(
  lobby: AnyRoom,
  seat: SeatReservation,
  ended: AbortSignal,
): Promise<AnyRoom | undefined> {
  const room = rename(lobby, seat);
  return new Promise((resolve, reject) => {
    const answered = () => {
      ended.removeEventListener("abort", giveUp);
      room.onError.remove(refused);
    };
    const refused = (code?: number) => {
      answered();
      room.connection.close();
      if (isLoss(code)) resolve(undefined);
      else reject(Object.assign(new Error("no seat"), { code }));
    };
    const giveUp = () => refused();
    ended.addEventListener("abort", giveUp);
    room.onError(refused);
    onceJoined(room, () => {
      answered();
      resolve(room);
    });
    room.send(LobbyRequest.takeSeat);
  });
}

/** The room is another one from now on, also for whoever reconnects to it. */
function rename(room: AnyRoom, seat: SeatReservation): AnyRoom {
  const { processId, roomId, sessionId } = seat;
  const url = new URL(room.connection.url ?? "");
  url.pathname = url.pathname.replace(/[\w.-]+\/[\w-]+$/, `${processId}/${roomId}`);
  url.searchParams.delete(LOBBY_ENDPOINT.options);
  url.searchParams.set("sessionId", sessionId);
  room.removeAllListeners();
  // What the lobby may still have said.
  room.onMessage("*", () => {});
  switchRoom(room, seat, url.href);
  return room;
}

/** Whether a connection ended on its own, and nobody said why. */
export const isLoss = (code: number | undefined): boolean =>
  code === undefined || (code >= LOSSES.from && code <= LOSSES.to);
