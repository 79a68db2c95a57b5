/** Colyseus's side of a match: its hooks and messages, handed on to the LiveMatch. */
import { randomInt } from "node:crypto";
import type { Client, Deferred, Serializer } from "@colyseus/core";
import type { Side } from "@quickpong/shared/court.ts";
import { dailyKey, dayAt } from "@quickpong/shared/daily.ts";
import { CloseReason, MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import type { SavedNotice, ShownRating } from "@quickpong/shared/protocol/players.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { LiveMatch } from "../match/live-match.ts";
import type { MatchPort } from "../match/match-port.ts";
import { newKey } from "../match/new-key.ts";
import { type Seats, seatsFor } from "../match/seats.ts";
import type { CreateMatchRequest } from "../matchmaking/matchmaker.ts";
import type { Connection, PlayListener } from "../ws/connection.ts";
import { BaseRoom, Refusal } from "./base-room.ts";
import { addReconnectionTokens, connectionOf } from "./colyseus-internals.ts";
import { DailyTry } from "./daily-try.ts";
import { type MatchContext, withPlayer } from "./match-context.ts";
import { bytesFrame } from "./match-frames.ts";
import { listingOf } from "./match-listing.ts";
import { MATCH_ANSWERS, playing, watching } from "./match-messages.ts";
import { MatchRecorder } from "./match-recorder.ts";
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

/** What a spectator's place is reserved with. */
export interface SpectatorOptions {
  watches: true;
}

/** Spectators of one match. */
const SPECTATORS_MAX = 1000;

type RoomOptions = CreateMatchRequest & { services: RoomServices };

export class MatchRoom extends BaseRoom<{ state: PublishedMatch }> {
  override maxClients = 2 + SPECTATORS_MAX;
  /** Longer (s) than an opponent is waited for, so that the match alone decides about that. */
  override seatReservationTimeout = 8;
  readonly #outboxes = new OutboxSerializer<PublishedMatch>();
  #context!: MatchContext;
  #reporter!: MatchReporter;
  #recorder!: MatchRecorder;

  override setSerializer(_: Serializer<PublishedMatch>) {
    super.setSerializer(this.#outboxes);
  }

  override onCreate(options: RoomOptions) {
    const { services, rules, left, right, code, watch, competition } = options;
    const seats = seatsFor(left, right);
    const day = options.daily ? dayAt(Date.now()) : undefined;
    const isRecorded = services.config.replays && services.store.state !== "off";
    this.#recorder = this.#recorderOf(options, seats, day);
    this.#reporter = new MatchReporter(services, { roomId: this.roomId, seats, code, competition });
    const match = new LiveMatch({
      rules,
      newKey: day === undefined ? newKey : () => dailyKey(day),
      botSeed: day ?? randomInt(2 ** 32),
      seats,
      watchable: watch,
      isRecorded,
      ticker: services.ticker,
      port: this.#port(isRecorded),
    });
    const [connections, spectators] = [new PlayerConnections(), new SpectatorBroadcast()];
    const [outboxes, roomId] = [this.#outboxes, this.roomId];
    const hasRematch = day === undefined && competition === undefined;
    const context = { services, match, connections, spectators, outboxes, code, roomId };
    this.#context = { ...context, hasRematch };
    this.state = match.published;
    // What is there from the start comes with the full state. A patch with it would add to the rings.
    this.#outboxes.deliver([], []);
    if (day === undefined)
      services.matchDirectory.put(roomId, listingOf(match, code, hasRematch), code);
    services.cluster.matchOpened(code, roomId);
    this.#listen();
  }

  #recorderOf(options: RoomOptions, seats: Seats, day: number | undefined) {
    const { services, rules, code, sameAddress, competition } = options;
    const { store } = services;
    const tell = (side: Side, notice: SavedNotice) =>
      this.#context.connections.clientOn(side)?.send(MatchMessage.saved, notice);
    const rated = (side: Side, rating: ShownRating) => this.#context.match.rated(side, rating);
    const refuse = () => this.#context.match.end(CloseReason.noTries);
    const { identity } = seats[0];
    const daily = day === undefined ? undefined : new DailyTry({ store, day, identity, refuse });
    const isPrivate = code !== "" || competition !== undefined;
    return new MatchRecorder({ store, seats, rules, isPrivate, sameAddress, daily, tell, rated });
  }

  override onJoin(client: Client, options: SeatOptions | SpectatorOptions) {
    const { connections, match } = this.#context;
    // A reserved seat keeps the room from going with its match.
    if (match.over) throw new Refusal(match.over);
    if ("side" in options) connections.takeSeat(client, options.side);
    else if (!match.published.watchable) throw new Refusal(CloseReason.notWatchable);
  }

  override onReconnect(client: Client) {
    const { services, connections } = this.#context;
    services.metrics.reconnects.inc();
    withPlayer(this.#context, client, (_, side) => connections.takeSeatAgain(client, side));
    // With their token they have said that they are there. Were they dropped before they say so once
    // more, Colyseus would not have them back. The room's first message goes out before this.
    process.nextTick(() => acknowledgeOnBehalf(client));
  }

  protected override onAcknowledged(client: Client) {
    const { connections, spectators, match } = this.#context;
    const connection = connectionOf(client);
    const side = connections.sideOf(client);
    // The full state has just been sent.
    if (side !== undefined) {
      connections.connect(side, connection);
      this.#outboxes.forget(side);
      this.#listenTo(connection, playing(this.#context, client, side));
      match.arrived(side, performance.now());
      const missed = this.#recorder.noticeFor(side);
      if (missed) client.send(MatchMessage.saved, missed);
      return;
    }
    this.#listenTo(connection, watching(this.#context, client));
    spectators.add(client);
    match.watched(spectators.size);
  }

  /** With the room's first message came their new token. */
  protected override onHeard(client: Client) {
    withPlayer(this.#context, client, (_, side) => this.#context.connections.confirm(side));
  }

  override onDrop(client: Client) {
    this.#lose(client);
    withPlayer(this.#context, client, (match, side, now) => {
      if (isBanned(client) || !match.dropped(side, now)) return;
      // The match decides for how long: it has the seat released, or the room goes.
      const { connections } = this.#context;
      const comeback = this.allowReconnection(client, "manual");
      this.#letIn(connections.tokensOf(client), client.reconnectionToken, comeback);
      connections.expect(side, client, comeback);
    });
  }

  /** Until the comeback is settled these tokens are as good as the client's own. */
  #letIn(tokens: readonly string[], own: string, comeback: Deferred<Client>): void {
    const forget = addReconnectionTokens(this, tokens, own);
    comeback.then(forget, forget);
  }

  protected override tokensOf(client: Client) {
    return this.#context?.connections.tokensOf(client) ?? [];
  }

  override onLeave(client: Client) {
    const { spectators, match } = this.#context;
    this.#lose(client);
    if (spectators.remove(client)) match.watched(spectators.size);
    withPlayer(this.#context, client, (_, side, now) => match.left(side, now));
  }

  override onDispose() {
    // There is none when the room could not be made.
    this.#context?.match.end(CloseReason.matchOver);
    this.#context?.spectators.stop();
    this.#context?.services.matchDirectory.takeDown(this.roomId);
  }

  override onBeforeShutdown() {
    this.#context?.match.end(CloseReason.shutdown);
    // One that was over before has not been told to hurry.
    this.dropSeats();
  }

  protected override onFailure(error: unknown, where: string) {
    this.#reporter?.failed(error, where);
    this.#context?.match.end(CloseReason.roomFailed);
  }

  #listen(): void {
    const context = this.#context;
    for (const [type, answer] of MATCH_ANSWERS) {
      this.onMessage(type, (client, content: unknown) => answer(context, client, content));
    }
    this.onMessage("*", (client) => recordViolation(client));
  }

  #listenTo(connection: Connection, listener: PlayListener): void {
    connection.player = (bytes, from, to) => {
      try {
        listener(bytes, from, to);
      } catch (error) {
        this.onFailure(error, "play");
      }
    };
  }

  #lose(client: Client): void {
    const connection = connectionOf(client);
    connection.player = undefined;
    this.#context.connections.disconnect(connection);
  }

  /** What the match wants done, in Colyseus's terms. */
  #port(isRecorded: boolean): MatchPort {
    const [reporter, recorder] = [this.#reporter, this.#recorder];
    return {
      patch: (sides) => {
        const { connections, spectators } = this.#context;
        spectators.take(this.#outboxes.deliver(connections.bySide, sides, spectators.size > 0));
      },
      pong: (side, bytes) => {
        const connection = this.#context.connections.bySide[side];
        if (connection)
          this.#outboxes.sendAlong(side, connection, bytesFrame(MatchMessage.play, bytes));
      },
      release: (side) => this.#context.connections.giveUp(side),
      started: () => {
        reporter.started();
        recorder.started();
      },
      ended: (summary) => {
        reporter.ended(summary);
        recorder.ended(summary);
        if (isRecorded && !summary.recording) this.#context.services.metrics.gamesUnrecorded.inc();
      },
      deserted: (side) => reporter.deserted(side),
      over: (reason) => {
        reporter.over(reason);
        void this.disconnect(reason);
      },
      outage: () => this.keepSeats(),
      failed: (error) => this.onFailure(error, "tick"),
    };
  }
}
