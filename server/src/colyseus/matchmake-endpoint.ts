/**
 * What the SDK asks over HTTP before it opens a WebSocket. Only three of Colyseus's methods are
 * offered, and its own router is not used: it takes bodies of any size, has no limits and lets
 * pages of any origin in. Match rooms are made by the lobby alone.
 */
import { matchMaker, ServerError } from "@colyseus/core";
import { SeatReservationError } from "@colyseus/core/errors/SeatReservationError";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import type { Requester } from "../cluster/cluster.ts";
import { HttpError } from "../http/body.ts";
import { isCompetitionSeat, MATCHMAKE } from "../http/matchmake-path.ts";
import type { SpectatorOptions } from "./match-room.ts";
import type { RoomServices } from "./room-services.ts";

type ServiceNames = "config" | "admission" | "matchDirectory" | "lobby" | "online" | "isOverloaded";
interface Services extends Pick<RoomServices, ServiceNames> {
  /** Places in competitions that this process runs; rejects with an HttpError. */
  competitionPlace(path: string, options: Record<string, unknown>): Promise<unknown>;
}

/** Answers for the lobby, for coming back to a match and for watching one. */
export function matchmaking(services: Services) {
  return async (
    path: string,
    options: Record<string, unknown>,
    { local, site, visitor }: Requester,
  ): Promise<unknown> => {
    const [, method, name] = MATCHMAKE.exec(path) ?? [];
    try {
      if (method === "joinOrCreate" && name === LOBBY_ROOM) {
        const address = local ? undefined : site;
        return await enterLobby(services, { ...options, address, visitor });
      }
      if (isCompetitionSeat(path)) return await services.competitionPlace(path, options);
      if (method === "joinById" && name) return await watch(name, options, services);
      if (method === "reconnect" && name && typeof options.reconnectionToken === "string") {
        return await matchMaker.reconnect(name, options);
      }
    } catch (error) {
      // Colyseus's codes (520 to 526) double as HTTP statuses.
      if (error instanceof ServerError) throw new HttpError(error.code, error.message);
      if (error instanceof SeatReservationError) throw new HttpError(503, "full");
      throw error;
    }
    throw new HttpError(404, "no such method");
  };
}

async function enterLobby({ admission, lobby }: Services, options: Record<string, unknown>) {
  if (!(await admission.pass())) throw new HttpError(503, "full");
  let sessionId: string | undefined;
  try {
    // A client that waited may find the server ending; Colyseus would look for the lobby for 4 s.
    const { listing } = lobby;
    if (!listing || !matchMaker.getLocalRoomById(listing.roomId))
      throw new HttpError(503, "shutting down");
    const reservation = await matchMaker.reserveSeatFor(listing, options);
    sessionId = reservation.sessionId;
    return reservation;
  } finally {
    admission.named(sessionId);
  }
}

/** A place to watch from: `name` is a public match's room or a private one's code. */
async function watch(name: string, options: Record<string, unknown>, services: Services) {
  if (options.version !== PROTOCOL_VERSION) throw new HttpError(426, "another version");
  if (services.online() > services.config.maxPlayers || services.isOverloaded())
    throw new HttpError(503, "full");
  const roomId = services.matchDirectory.roomOf(readCode(name));
  const listing = services.matchDirectory.get(roomId ?? name);
  if (!listing?.isWatchable() || listing.isPrivate !== (roomId !== undefined)) {
    throw new HttpError(404, "nothing to watch");
  }
  const seat: SpectatorOptions = { watches: true };
  const [room] = await matchMaker.query({ roomId: roomId ?? name });
  if (!room) throw new HttpError(404, "nothing to watch");
  return matchMaker.reserveSeatFor(room, seat);
}
