/**
 * What the SDK asks over HTTP before it opens a WebSocket. Only two of Colyseus's methods are
 * offered, and its own router is not used: it takes bodies of any size, has no limits and lets
 * pages of any origin in. Match rooms are made by the lobby alone.
 */
import { matchMaker, ServerError } from "@colyseus/core";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { HttpError } from "./body.ts";

/** `POST /matchmake/<method>/<name>`. */
export const MATCHMAKE = /^\/matchmake\/(\w{1,16})\/([\w-]{1,32})$/;

type LobbyListing = Awaited<ReturnType<typeof matchMaker.createRoom>>;

/** Answers for the lobby room at `lobby` and for coming back to a match. */
export function matchmaking(lobby: LobbyListing) {
  return async (path: string, options: Record<string, unknown>): Promise<unknown> => {
    const [, method, name] = MATCHMAKE.exec(path) ?? [];
    try {
      if (method === "joinOrCreate" && name === LOBBY_ROOM) {
        return await matchMaker.reserveSeatFor(lobby, options);
      }
      if (method === "reconnect" && name && typeof options.reconnectionToken === "string") {
        return await matchMaker.reconnect(name, options);
      }
    } catch (error) {
      // Colyseus's codes (520 to 526) double as HTTP statuses.
      if (error instanceof ServerError) throw new HttpError(error.code, error.message);
      throw error;
    }
    throw new HttpError(404, "no such method");
  };
}
