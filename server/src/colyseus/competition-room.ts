/** Colyseus's side of a competition: the connections of entrants, of the host, of people who watch, and of screens. */
import type { Client } from "@colyseus/core";
import { readCommand } from "@quickpong/shared/protocol/competition.ts";
import {
  COMMAND_BYTES_MAX,
  CompetitionMessage,
} from "@quickpong/shared/protocol/competition-messages.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import type { Guest } from "../live-competitions/guests.ts";
import type { LiveCompetition } from "../live-competitions/live-competition.ts";
import { BaseRoom } from "./base-room.ts";
import { CompetitionBroadcast } from "./competition-broadcast.ts";
import { recordViolation } from "./message-guard.ts";
import type { RoomServices } from "./room-services.ts";

/** What a place is reserved with: somebody of whom all is known but the connection. */
export interface CompetitionPlace {
  guest: Omit<Guest, "id">;
}

/** Connections to one competition. */
export const GUESTS_MAX = 400;

export class CompetitionRoom extends BaseRoom {
  override autoDispose = false;
  override maxClients = GUESTS_MAX;
  override seatReservationTimeout = 10;
  #services!: RoomServices;
  #competition!: LiveCompetition;
  #broadcast!: CompetitionBroadcast;
  /** Who has a place and has not confirmed joining. */
  readonly #coming = new Map<string, Guest>();

  constructor() {
    // A code and a type before it.
    super(2 + COMMAND_BYTES_MAX);
  }

  override onCreate({
    services,
    competition,
  }: {
    services: RoomServices;
    competition: LiveCompetition;
  }) {
    this.#services = services;
    this.#competition = competition;
    this.#broadcast = new CompetitionBroadcast(competition, () => this.clients);
    competition.audience = {
      changed: () => this.#broadcast.changed(),
      offer: (guest, offer) => this.clients.get(guest.id)?.send(CompetitionMessage.seat, offer),
      moved: () => void this.disconnect(CloseReason.shutdown),
    };
    this.onMessageBytes(CompetitionMessage.command, (client: Client, bytes: unknown) =>
      this.#command(client, bytes),
    );
    this.onMessage(CompetitionMessage.come, (client) => {
      const guest = competition.guests.get(client.sessionId);
      if (guest) competition.come(guest);
    });
    this.onMessage("*", (client) => recordViolation(client));
  }

  override onJoin(client: Client, { guest }: CompetitionPlace) {
    this.#coming.set(client.sessionId, { ...guest, id: client.sessionId });
  }

  protected override onAcknowledged(client: Client) {
    const guest = this.#coming.get(client.sessionId);
    this.#coming.delete(client.sessionId);
    if (!guest) return;
    this.#competition.enter(guest);
    this.#broadcast.welcome(client);
  }

  /** There is no `onDrop`: a page whose connection is lost joins anew, with the same key. */
  override onLeave({ sessionId }: Client) {
    this.#coming.delete(sessionId);
    this.#broadcast.left(sessionId);
    this.#competition.leave(sessionId);
  }

  override onDispose() {
    this.#broadcast.stop();
  }

  override onBeforeShutdown() {
    void this.disconnect(CloseReason.shutdown);
  }

  protected override onFailure(err: unknown, where: string) {
    this.#services.log.error(
      { competition: this.#competition.code, where, err },
      "competition failed",
    );
  }

  #command(client: Client, bytes: unknown): void {
    const guest = this.#competition.guests.get(client.sessionId);
    const command = readCommand(read(bytes));
    if (!command) return recordViolation(client);
    if (!guest) return;
    const refusal = this.#competition.command(guest, command);
    this.#services.metrics.competitionCommands.inc({ outcome: refusal ?? "done" });
    if (refusal) client.send(CompetitionMessage.refused, refusal);
  }
}

/** JSON in UTF-8; undefined for anything else. */
function read(bytes: unknown): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes as Uint8Array));
  } catch {
    return undefined;
  }
}
