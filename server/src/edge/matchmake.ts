/**
 * What the SDK asks over HTTP before it opens a WebSocket. Only two of Colyseus's methods are
 * offered, and its own router is not used: it takes bodies of any size, has no limits and lets
 * pages of any origin in. Match rooms are made by the lobby alone.
 */
import { matchMaker, ServerError } from "@colyseus/core";
import { LOBBY_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { HttpError } from "./body.ts";
import type { Gate } from "./gate.ts";

/** `POST /matchmake/<method>/<name>`. */
export const MATCHMAKE = /^\/matchmake\/(\w{1,16})\/([\w-]{1,32})$/;

type LobbyListing = Awaited<ReturnType<typeof matchMaker.createRoom>>;

/** Answers for the lobby room at `lobby`, through `gate`, and for coming back to a match. */
export function matchmaking(lobby: LobbyListing, gate: Gate) {
  return async (path: string, options: Record<string, unknown>): Promise<unknown> => {
    const [, method, name] = MATCHMAKE.exec(path) ?? [];
    try {
      if (method === "joinOrCreate" && name === LOBBY_ROOM) {
        return await enterLobby(lobby, gate, options);
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

async function enterLobby(lobby: LobbyListing, gate: Gate, options: Record<string, unknown>) {
  if (!(await gate.pass())) throw new HttpError(503, "full");
  let sessionId: string | undefined;
  try {
    const reservation = await matchMaker.reserveSeatFor(lobby, options);
    sessionId = reservation.sessionId;
    return reservation;
  } finally {
    gate.named(sessionId);
  }
}
