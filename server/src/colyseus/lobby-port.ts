/** How the rest of the server reaches this process's lobby, whose room is opened last. */
import { matchMaker } from "@colyseus/core";
import type { CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import type { LobbyNotifier, Notice } from "../matchmaking/matchmaker.ts";

/** A room as Colyseus lists it. */
export type RoomListing = Awaited<ReturnType<typeof matchMaker.createRoom>>;

export class LobbyPort implements LobbyNotifier {
  #notifier: LobbyNotifier | undefined;
  #listing: RoomListing | undefined;

  /** The lobby's room; undefined before it is open. */
  get listing(): RoomListing | undefined {
    return this.#listing;
  }

  /** What the lobby's players are to be told goes to `notifier`. */
  subscribe(notifier: LobbyNotifier): void {
    this.#notifier = notifier;
  }

  /** Seats may be reserved in the room. */
  open(listing: RoomListing): void {
    this.#listing = listing;
  }

  /** Ends the room, and with it every connection in it. */
  disconnect(code: CloseReasonCode): void {
    if (this.#listing) void matchMaker.getLocalRoomById(this.#listing.roomId)?.disconnect(code);
  }

  notify(id: string, notice: Notice): void {
    this.#notifier?.notify(id, notice);
  }

  matchmakerMoved(): void {
    this.#notifier?.matchmakerMoved();
  }
}
