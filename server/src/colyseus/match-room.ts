/** Colyseus's side of a match: its hooks and messages, handed on to the LiveMatch. */
import { randomInt } from "node:crypto";
import type { Client, Deferred, Serializer } from "@colyseus/core";
import type { Side } from "@quickpong/shared/court.ts";
import { CloseReason, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { LiveMatch } from "../match/live-match.ts";
import type { MatchPort } from "../match/match-port.ts";
import { newKey } from "../match/new-key.ts";
import { seatsFor } from "../match/seats.ts";
import type { CreateMatchRequest } from "../matchmaking/matchmaker.ts";
import type { Connection, PlayListener } from "../ws/connection.ts";
import { BaseRoom, Refusal } from "./base-room.ts";
import { addReconnectionTokens, connectionOf } from "./colyseus-internals.ts";
import { type MatchContext, withPlayer } from "./match-context.ts";
import { bytesFrame } from "./match-frames.ts";
import { listingOf } from "./match-listing.ts";
import { MATCH_ANSWERS, playing, watching } from "./match-messages.ts";
import { MatchReporter } from "./match-reporter.ts";
import { isBanned, recordViolation } from "./message-guard.ts";
import { OutboxSerializer } from "./outbox-serializer.ts";
import { PlayerConnections } from "./player-connections.ts";
import type { RoomServices } from "./room-services.ts";
import { SpectatorBroadcast } from "./spectator-broadcast.ts";
import { acknowledgeOnBehalf } from "./switch-room.ts";

/** What a seat is reserved with. */
export interface SeatOptions {
  side: Side;
}

/** What a watcher's place is reserved with. */
export interface WatcherOptions {
  watches: true;
}

/** Watchers of one match. */
const WATCHERS_MAX = 1000;

export class MatchRoom extends BaseRoom<{ state: PublishedMatch }> {
  override maxClients = 2 + WATCHERS_MAX;
  /** Longer (s) than an opponent is waited for, so that the match alone decides about that. */
  override seatReservationTimeout = 8;
  readonly #outboxes = new OutboxSerializer<PublishedMatch>();
  #table!: MatchContext;
  #aftermath!: MatchReporter;

  override setSerializer(_: Serializer<PublishedMatch>) {
    super.setSerializer(this.#outboxes);
  }

  override onCreate(options: CreateMatchRequest & { services: RoomServices }) {
    const { services, rules, left, right, code, watch } = options;
    const seats = seatsFor(left, right);
    this.#aftermath = new MatchReporter(services, this.roomId, seats, code);
    const match = new LiveMatch({
      rules,
      newKey,
      botSeed: randomInt(2 ** 32),
      seats,
      watchable: watch,
      ticker: services.ticker,
      port: this.#port(),
    });
    const [places, audience] = [new PlayerConnections(), new SpectatorBroadcast()];
    this.#table = { services, match, places, audience, outboxes: this.#outboxes, code };
    this.state = match.published;
    // What is there from the start comes with the full state. A patch with it would add to the rings.
    this.#outboxes.deliver([], []);
    services.matchDirectory.put(this.roomId, listingOf(match, code));
    const invite = services.invites.get(code);
    if (invite) invite.roomId = this.roomId;
    this.#listen();
  }

  override onJoin(client: Client, options: SeatOptions | WatcherOptions) {
    const { places, match } = this.#table;
    // A reserved seat keeps the room from going with its match.
    if (match.over) throw new Refusal(match.over);
    if ("side" in options) places.sit(client, options.side);
    else if (!match.published.watchable) throw new Refusal(CloseReason.notWatchable);
  }

  override onReconnect(client: Client) {
    const { services, places } = this.#table;
    services.metrics.reconnects.inc();
    withPlayer(this.#table, client, (_, side) => places.sitAgain(client, side));
    // With their token they have said that they are there. Were they dropped before they say so once
    // more, Colyseus would not have them back. The room's first word goes out before this.
    process.nextTick(() => acknowledgeOnBehalf(client));
  }

  protected override onAcknowledged(client: Client) {
    const { places, audience, match } = this.#table;
    const line = connectionOf(client);
    const side = places.sideOf(client);
    // The full state has just been sent.
    if (side !== undefined) {
      places.reach(side, line);
      this.#outboxes.forget(side);
      this.#listenTo(line, playing(this.#table, client, side));
      return match.arrived(side, performance.now());
    }
    this.#listenTo(line, watching(this.#table, client));
    audience.add(client);
    match.watched(audience.size);
  }

  /** With the room's first word came their new token. */
  protected override onHeard(client: Client) {
    withPlayer(this.#table, client, (_, side) => this.#table.places.confirm(side));
  }

  override onDrop(client: Client) {
    this.#lose(client);
    withPlayer(this.#table, client, (match, side, now) => {
      if (isBanned(client) || !match.dropped(side, now)) return;
      // The match decides for how long: it has the seat released, or the room goes.
      const { places } = this.#table;
      const comeback = this.allowReconnection(client, "manual");
      this.#letIn(places.tokensOf(client), client.reconnectionToken, comeback);
      places.expect(side, client, comeback);
    });
  }

  /** Until the comeback is settled these tokens are as good as the client's own. */
  #letIn(tokens: readonly string[], own: string, comeback: Deferred<Client>): void {
    const forget = addReconnectionTokens(this, tokens, own);
    comeback.then(forget, forget);
  }

  protected override tokensOf(client: Client) {
    return this.#table?.places.tokensOf(client) ?? [];
  }

  override onLeave(client: Client) {
    const { audience, match } = this.#table;
    this.#lose(client);
    if (audience.remove(client)) match.watched(audience.size);
    withPlayer(this.#table, client, (_, side, now) => match.left(side, now));
  }

  override onDispose() {
    // There is none when the room could not be made.
    this.#table?.match.end(CloseReason.matchOver);
    this.#table?.audience.stop();
    this.#table?.services.matchDirectory.takeDown(this.roomId);
  }

  override onBeforeShutdown() {
    this.#table?.match.end(CloseReason.shutdown);
    // One that was over before has not been told to hurry.
    this.dropSeats();
  }

  protected override onFailure(error: unknown, where: string) {
    this.#aftermath?.failed(error, where);
    this.#table?.match.end(CloseReason.roomFailed);
  }

  #listen(): void {
    const table = this.#table;
    for (const [type, answer] of MATCH_ANSWERS) {
      this.onMessage(type, (client, content: unknown) => answer(table, client, content));
    }
    this.onMessage("*", (client) => recordViolation(client));
  }

  #listenTo(line: Connection, listener: PlayListener): void {
    line.player = (bytes, from, to) => {
      try {
        listener(bytes, from, to);
      } catch (error) {
        this.onFailure(error, "play");
      }
    };
  }

  #lose(client: Client): void {
    const line = connectionOf(client);
    line.player = undefined;
    this.#table.places.lose(line);
  }

  /** What the match wants done, in Colyseus's terms. */
  #port(): MatchPort {
    const aftermath = this.#aftermath;
    return {
      patch: (sides) => {
        const { places, audience } = this.#table;
        audience.take(this.#outboxes.deliver(places.lines, sides, audience.size > 0));
      },
      pong: (side, bytes) => {
        const line = this.#table.places.lines[side];
        if (line) this.#outboxes.sendAlong(side, line, bytesFrame(MatchMessage.play, bytes));
      },
      release: (side) => this.#table.places.giveUp(side),
      started: () => aftermath.started(),
      ended: (summary) => aftermath.ended(summary),
      deserted: (side) => aftermath.deserted(side),
      over: (reason) => {
        aftermath.over(reason);
        void this.disconnect(reason);
      },
      outage: () => this.keepSeats(),
      failed: (error) => this.onFailure(error, "turn"),
    };
  }
}
