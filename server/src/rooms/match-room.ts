/** Colyseus's side of a match: hooks and messages, handed on to the LiveMatch. */
import { randomInt } from "node:crypto";
import { type Client, Protocol, type Serializer } from "@colyseus/core";
import type { Side } from "@quickpong/shared/court.ts";
import {
  CloseReason,
  type CloseReasonCode,
  MatchMessage,
} from "@quickpong/shared/protocol/messages.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { isExpelled, strike } from "../edge/message-guard.ts";
import { OutboxSerializer } from "../edge/outbox-serializer.ts";
import { frameOf, writeFrame } from "../edge/raw-frame.ts";
import type { MatchOrder } from "../lobby/lobby.ts";
import { LiveMatch, type MatchPort } from "../match/live-match.ts";
import { seatsFor } from "../match/seats.ts";
import type { Services } from "../services.ts";
import { BaseRoom } from "./base-room.ts";
import { Places } from "./places.ts";

/** What a seat is reserved with. */
export interface SeatOptions {
  side: Side;
}

/** Emotes there are. */
const EMOTES = 16;

type Act = (match: LiveMatch, side: Side, now: number) => void;

export class MatchRoom extends BaseRoom<{ state: PublishedMatch }> {
  override maxClients = 2;
  /** Longer (s) than an opponent is waited for, so that the match alone decides about that. */
  override seatReservationTimeout = 8;
  #services!: Services;
  #match: LiveMatch | undefined;
  readonly #outboxes = new OutboxSerializer<PublishedMatch>();
  readonly #places = new Places();

  override setSerializer(_: Serializer<PublishedMatch>) {
    super.setSerializer(this.#outboxes);
  }

  override onCreate({ services, rules, left, right }: MatchOrder & { services: Services }) {
    this.#services = services;
    const seats = seatsFor(left, right);
    const seed = randomInt(2 ** 32);
    const { ticker } = services;
    this.#match = new LiveMatch({
      rules,
      seed,
      seats,
      watchable: true,
      ticker,
      port: this.#port(),
    });
    this.state = this.#match.published;
    this.#listen();
  }

  override onJoin(client: Client, { side }: SeatOptions) {
    this.#places.sit(client, side);
  }

  override onReconnect(client: Client) {
    this.#services.metrics.reconnects.inc();
    this.#act(client, (_, side) => this.#places.sit(client, side));
  }

  protected override onAcknowledged(client: Client) {
    this.#act(client, (match, side, now) => match.arrived(side, now));
  }

  override onDrop(client: Client) {
    this.#outboxes.forget(client);
    this.#act(client, (match, side, now) => {
      if (isExpelled(client) || !match.dropped(side, now)) return;
      // The match decides for how long: it has the seat released, or the room goes.
      this.#places.expect(side, this.allowReconnection(client, "manual"));
    });
  }

  override onLeave(client: Client) {
    this.#outboxes.forget(client);
    this.#act(client, (match, side, now) => match.left(side, now));
  }

  override onDispose() {
    this.#match?.end(CloseReason.matchOver);
  }

  override onBeforeShutdown() {
    this.#match?.end(CloseReason.shutdown);
  }

  protected override onFailure(error: unknown, where: string) {
    this.#services.metrics.matchesFailed.inc();
    this.#services.log.error({ match: this.roomId, where, err: error }, "match failed");
    this.#match?.end(CloseReason.roomFailed);
  }

  #listen(): void {
    this.onBytes(MatchMessage.play, (client, bytes) =>
      this.#act(client, (match, side, now) => {
        if (!match.play(side, bytes, now)) strike(client);
      }),
    );
    this.onMessage(MatchMessage.rematch, (client) =>
      this.#act(client, (match, side, now) => match.rematch(side, now)),
    );
    this.onMessage(MatchMessage.claim, (client) =>
      this.#act(client, (match, side, now) => match.claim(side, now)),
    );
    this.onMessage(MatchMessage.away, (client, hidden: unknown) =>
      this.#act(client, (match, side) => match.away(side, hidden === true)),
    );
    this.onMessage(MatchMessage.emote, (client, emote: unknown) => this.#emote(client, emote));
    this.onMessage("*", (client) => strike(client));
  }

  #act(client: Client, act: Act): void {
    const side = this.#places.sideOf(client);
    if (this.#match && side !== undefined) act(this.#match, side, performance.now());
  }

  #emote(client: Client, emote: unknown): void {
    if (!(Number.isInteger(emote) && Number(emote) >= 0 && Number(emote) < EMOTES)) {
      return strike(client);
    }
    this.#act(client, (_, side, now) => {
      if (this.#places.mayEmote(side, now)) this.broadcast(MatchMessage.emote, [side, emote]);
    });
  }

  /** What the match wants done, in Colyseus's terms. */
  #port(): MatchPort {
    return {
      patch: (sides) =>
        this.#outboxes.deliver(this.clients, (client) => {
          const side = this.#places.sideOf(client);
          return side === undefined || sides[side];
        }),
      pong: (side, bytes) => this.#sendBytes(side, MatchMessage.play, bytes),
      release: (side) => this.#places.giveUp(side),
      started: () => {
        this.#services.metrics.matchesStarted.inc();
        this.#services.log.info({ match: this.roomId }, "match started");
      },
      ended: (outcome) => {
        this.#services.metrics.matchesEnded.inc({ reason: outcome.reason });
        this.#services.log.info({ match: this.roomId, ...outcome }, "match ended");
      },
      deserted: () => {},
      over: (reason) => this.#close(reason),
      failed: (error) => this.onFailure(error, "turn"),
    };
  }

  /** As Colyseus's `sendBytes`, but cheaper. */
  #sendBytes(side: Side, type: number, bytes: Uint8Array): void {
    const client = this.#places.clientOn(side);
    if (!client) return;
    writeFrame(client, frameOf(String.fromCharCode(Protocol.ROOM_DATA_BYTES, type, ...bytes)));
  }

  #close(reason: CloseReasonCode): void {
    if (reason === CloseReason.opponentMissing) this.#honourTickets();
    void this.disconnect(reason);
  }

  /** Who came and found nobody goes to the front of the queue. */
  #honourTickets(): void {
    for (const { presence, ticket, since } of this.#match?.seats ?? []) {
      if (presence === "here") this.#services.tickets.honour(ticket, since, performance.now());
    }
  }
}
