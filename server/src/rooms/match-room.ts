/** Colyseus's side of a match: hooks and messages, handed on to the LiveMatch. */
import { randomInt } from "node:crypto";
import {
  type Client,
  type Deferred,
  Room,
  type RoomException,
  type Serializer,
} from "@colyseus/core";
import { SIDES, type Side } from "@quickpong/shared/court.ts";
import type { Rules } from "@quickpong/shared/match.ts";
import {
  CloseReason,
  type CloseReasonCode,
  MatchMessage,
} from "@quickpong/shared/protocol/messages.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { FramedSerializer } from "../edge/framed-serializer.ts";
import { guardMessages, isExpelled, strike } from "../edge/message-guard.ts";
import { TokenBucket } from "../edge/token-bucket.ts";
import { LiveMatch, type MatchPort } from "../match/live-match.ts";
import { type SeatHolder, seatsFor } from "../match/seats.ts";
import type { Services } from "../services.ts";
import { isRefusal, NEVER } from "./room-basics.ts";

/** How a match room is made. */
export interface MatchRoomOptions {
  rules: Rules;
  left: SeatHolder;
  right: SeatHolder;
}
/** What a seat in it is reserved with. */
export interface SeatOptions {
  side: Side;
}

/** Emotes there are, and how often one may be shown. */
const EMOTES = 16;
const EMOTES_A_SECOND = 0.5;
const EMOTE_BURST = 3;

/** Who plays on a side, on Colyseus's terms. */
interface Place {
  client: Client | undefined;
  /** Pending while the player is dropped. */
  comeback: Deferred<Client> | undefined;
  emotes: TokenBucket;
}

export class MatchRoom extends Room<{ state: PublishedMatch }> {
  override maxClients = 2;
  override patchRate = NEVER;
  /** Longer (s) than an opponent is waited for, so that the match alone decides about that. */
  override seatReservationTimeout = 8;
  #services!: Services;
  #match: LiveMatch | undefined;
  readonly #sides = new Map<string, Side>();
  readonly #places = SIDES.map((): Place => {
    const emotes = new TokenBucket(EMOTES_A_SECOND, EMOTE_BURST, performance.now());
    return { client: undefined, comeback: undefined, emotes };
  });

  constructor() {
    super();
    // The default is Date.now, and a step back of the system's clock would freeze the room.
    Object.assign(this.clock, { now: () => performance.now() });
  }

  override setSerializer(_: Serializer<PublishedMatch>): void {
    super.setSerializer(new FramedSerializer());
  }

  override onCreate({ services, rules, left, right }: MatchRoomOptions & { services: Services }) {
    this.#services = services;
    const seats = seatsFor(left, right);
    const seed = randomInt(2 ** 32);
    const { ticker } = services;
    this.#match = new LiveMatch({ rules, seed, seats, ticker, port: this.#port() });
    this.state = this.#match.published;
    guardMessages(this, {
      acknowledged: (client) => this.#act(client, (match, side, now) => match.arrived(side, now)),
      failed: (error) => this.#fail(error, "arrived"),
    });
    this.#listen();
  }

  override onJoin(client: Client, { side }: SeatOptions) {
    this.#sides.set(client.sessionId, side);
    this.#place(side).client = client;
  }

  override onReconnect(client: Client) {
    this.#act(client, (_, side) => {
      this.#place(side).client = client;
    });
  }

  override onDrop(client: Client) {
    this.#act(client, (match, side, now) => {
      if (isExpelled(client) || !match.dropped(side, now)) return;
      // The match decides for how long: it has the seat released, or the room goes.
      const comeback = this.allowReconnection(client, "manual");
      comeback.catch(() => {});
      this.#place(side).comeback = comeback;
    });
  }

  override onLeave(client: Client) {
    this.#act(client, (match, side, now) => match.left(side, now));
  }

  override onDispose() {
    this.#match?.end(CloseReason.matchOver);
  }

  override onBeforeShutdown() {
    this.#match?.end(CloseReason.shutdown);
  }

  override onUncaughtException(error: RoomException, where: string) {
    if (!isRefusal(error)) this.#fail(error.cause ?? error, where);
  }

  #listen(): void {
    this.onMessageBytes(MatchMessage.play, (client, bytes: Uint8Array) =>
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
    this.onMessage(MatchMessage.emote, (client, emote: unknown) =>
      this.#act(client, (_, side, now) => this.#emote(client, side, emote, now)),
    );
    this.onMessage("*", (client) => strike(client));
  }

  /** What the match wants done, in Colyseus's terms. */
  #port(): MatchPort {
    return {
      patch: () => this.broadcastPatch(),
      pong: (side, bytes) => this.#place(side).client?.sendBytes(MatchMessage.play, bytes),
      release: (side) => this.#place(side).comeback?.reject(false),
      started: () => this.#log("match started"),
      ended: (lasted) => this.#log("match ended", lasted),
      over: (reason) => this.#close(reason),
      failed: (error) => this.#fail(error, "turn"),
    };
  }

  #act(client: Client, act: (match: LiveMatch, side: Side, now: number) => void): void {
    const side = this.#sides.get(client.sessionId);
    if (this.#match && side !== undefined) act(this.#match, side, performance.now());
  }

  #place(side: Side): Place {
    return this.#places[side] as Place;
  }

  #emote(client: Client, side: Side, emote: unknown, now: number): void {
    const known = Number.isInteger(emote) && (emote as number) >= 0 && (emote as number) < EMOTES;
    if (!known) return strike(client);
    if (!this.#place(side).emotes.take(now)) return;
    this.broadcast(MatchMessage.emote, [side, emote]);
  }

  #close(reason: CloseReasonCode): void {
    if (reason === CloseReason.opponentMissing) this.#honourTickets();
    void this.disconnect(reason);
  }

  /** Who came and found nobody goes to the front of the queue. */
  #honourTickets(): void {
    for (const seat of this.#match?.seats ?? []) {
      if (seat.presence !== "here") continue;
      this.#services.tickets.honour(seat.ticket, seat.since, performance.now());
    }
  }

  #fail(error: unknown, where: string): void {
    this.#services.log.error({ match: this.roomId, where, err: error }, "match failed");
    this.#match?.end(CloseReason.roomFailed);
  }

  #log(event: string, lasted?: number): void {
    const state = this.#match?.state;
    this.#services.log.info(
      {
        match: this.roomId,
        ...(lasted !== undefined && {
          reason: state?.outcome?.reason,
          score: state?.score.join(":"),
          seconds: Math.round(lasted / 100) / 10,
        }),
      },
      event,
    );
  }
}
