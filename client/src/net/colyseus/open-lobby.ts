/** Into the lobby. See docs/adr/0013-enter-the-lobby-by-websocket.md. */
import { Client } from "@colyseus/sdk";
import {
  LOBBY_ENDPOINT,
  LOBBY_ROOM,
  type LobbyJoinOptions,
} from "@quickpong/shared/protocol/messages.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import type { AnyRoom } from "./sdk-internals.ts";
import { isLoss } from "./take-seat.ts";

/**
 * Opens the lobby's WebSocket without asking for a seat first, which saves a round trip. Where it does
 * not open, the seat is asked for over HTTP: for a proxy that lets no WebSocket through there, and
 * because a browser can read from that answer alone why it was turned away. Rejects with that `code`.
 */
export async function openLobbyConnection(
  server: string,
  options: LobbyJoinOptions,
): Promise<AnyRoom> {
  const address = new URL(server);
  address.searchParams.set(LOBBY_ENDPOINT.options, JSON.stringify(options));
  try {
    // The lobby has no state; the match that its connection may become has one.
    return await new Client(address.href).consumeSeatReservation<PublishedMatch>(
      { name: LOBBY_ROOM, ...LOBBY_ENDPOINT, sessionId: "" },
      PublishedMatch,
    );
  } catch (error) {
    if (!isLoss((error as { code?: number }).code)) throw error;
    return new Client(server).joinOrCreate<PublishedMatch>(LOBBY_ROOM, options, PublishedMatch);
  }
}
