/** Colyseus's side of a match: hooks and messages, handed on to the LiveMatch. */
import { randomInt } from "node:crypto";
import type { Client, Serializer } from "@colyseus/core";
import { LEFT, SIDES, type Side } from "@quickpong/shared/court.ts";
import {
  CloseReason,
  type CloseReasonCode,
  EMOTES,
  MatchMessage,
} from "@quickpong/shared/protocol/messages.ts";
import type { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { Audience } from "../edge/audience.ts";
import { isExpelled, strike } from "../edge/message-guard.ts";
import { OutboxSerializer } from "../edge/outbox-serializer.ts";
import type { MatchOrder } from "../lobby/offers.ts";
import { LiveMatch, type MatchPort } from "../match/live-match.ts";
import { seatsFor } from "../match/seats.ts";
import type { Services } from "../services.ts";
import { BaseRoom, Refusal } from "./base-room.ts";
import { exhibitOf } from "./exhibit.ts";
import { bytesFrame, emoteMessage, sendBytes } from "./own-frames.ts";
import { Places } from "./places.ts";

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

type Act = (match: LiveMatch, side: Side, now: number) => void;

export class MatchRoom extends BaseRoom<{ state: PublishedMatch }> {
  override maxClients = 2 + WATCHERS_MAX;
  /** Longer (s) than an opponent is waited for, so that the match alone decides about that. */
  override seatReservationTimeout = 8;
  #services!: Services;
  #match: LiveMatch | undefined;
  readonly #outboxes = new OutboxSerializer<PublishedMatch>();
  readonly #places = new Places();
  readonly #audience = new Audience();
  /** The private room's code, or "". */
  #code = "";

  override setSerializer(_: Serializer<PublishedMatch>) {
    super.setSerializer(this.#outboxes);
  }

  override onCreate(options: MatchOrder & { services: Services }) {
    const { services, rules, left, right, code, watch } = options;
    this.#services = services;
    this.#code = code;
    const seats = seatsFor(left, right);
    const seed = randomInt(2 ** 32);
    const { ticker } = services;
    this.#match = new LiveMatch({
      rules,
      seed,
      seats,
      watchable: watch,
      ticker,
      port: this.#port(),
    });
    this.state = this.#match.published;
    // What is there from the start comes with the full state. A patch with it would add to the rings.
    this.#outboxes.deliver([], []);
    services.showcase.put(this.roomId, exhibitOf(this.#match, code));
    const invite = services.invites.get(code);
    if (invite) invite.roomId = this.roomId;
    this.#listen();
  }

  override onJoin(client: Client, options: SeatOptions | WatcherOptions) {
    if ("side" in options) this.#places.sit(client, options.side);
    else if (!this.#match?.published.watchable) throw new Refusal(CloseReason.notWatchable);
  }

  override onReconnect(client: Client) {
    this.#services.metrics.reconnects.inc();
    this.#act(client, (_, side) => this.#places.sit(client, side));
  }

  protected override onAcknowledged(client: Client) {
    if (this.#places.sideOf(client) === undefined) this.#watch(client);
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
    if (this.#audience.remove(client)) this.#match?.watched(this.#audience.size);
    this.#act(client, (match, side, now) => match.left(side, now));
  }

  override onDispose() {
    this.#match?.end(CloseReason.matchOver);
    this.#audience.stop();
    this.#services.showcase.takeDown(this.roomId);
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
    this.onBytes(MatchMessage.play, (client, bytes) => {
      if (this.#places.sideOf(client) === undefined) return this.#answerWatcher(client, bytes);
      this.#act(client, (match, side, now) => {
        if (!match.play(side, bytes, now)) strike(client);
      });
    });
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
    this.onMessage(MatchMessage.consent, (client, watch: unknown) =>
      this.#consent(client, watch === true),
    );
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
      if (!this.#places.mayEmote(side, now)) return;
      for (const player of this.#players()) player.send(MatchMessage.emote, [side, emote]);
      this.#audience.say(emoteMessage(side, Number(emote)));
    });
  }

  /** Watching begins; the full state has just been sent. */
  #watch(client: Client): void {
    this.#audience.add(client);
    this.#match?.watched(this.#audience.size);
  }

  /** Watchers ping, to know the match's time, and say nothing else. */
  #answerWatcher(client: Client, bytes: Uint8Array): void {
    const pong = this.#match?.answerWatcher(bytes, performance.now());
    if (pong) sendBytes(client, MatchMessage.play, pong);
    else strike(client);
  }

  /** The host of a private match, who is on the left, lets it be watched or has watchers go. */
  #consent(client: Client, watch: boolean): void {
    const invite = this.#services.invites.get(this.#code);
    if (!invite || this.#places.sideOf(client) !== LEFT) return;
    invite.watch = watch;
    this.#match?.consent(watch);
    if (!watch) this.#audience.dismiss(CloseReason.notWatchable);
  }

  #players(): Client[] {
    return SIDES.flatMap((side) => this.#places.clientOn(side) ?? []);
  }

  /** What the match wants done, in Colyseus's terms. */
  #port(): MatchPort {
    return {
      patch: (sides) => this.#patch(sides),
      pong: (side, bytes) => {
        const client = this.#places.clientOn(side);
        if (client) this.#outboxes.sendAlong(client, bytesFrame(MatchMessage.play, bytes));
      },
      release: (side) => this.#places.giveUp(side),
      started: () => {
        this.#services.metrics.matchesStarted.inc();
        this.#services.log.info({ match: this.roomId }, "match started");
      },
      ended: (outcome) => {
        this.#services.metrics.matchesEnded.inc({ reason: outcome.reason });
        this.#services.log.info({ match: this.roomId, ...outcome }, "match ended");
      },
      deserted: (side) => this.#blame(side),
      over: (reason) => this.#close(reason),
      failed: (error) => this.onFailure(error, "turn"),
    };
  }

  /** Sends what changed; watchers get it a little later. */
  #patch(sides: readonly [boolean, boolean]): void {
    this.#audience.take(this.#outboxes.deliver(this.#places.clients, sides));
  }

  /** Who deserts a stranger is remembered for it. */
  #blame(side: Side): void {
    const { keys } = this.#match?.seats[side] ?? {};
    const strangers = this.#code === "" && this.#match?.seats.every(({ bot }) => !bot);
    if (keys && strangers) this.#services.cluster.left(keys);
  }

  #close(reason: CloseReasonCode): void {
    const { invites, showcase } = this.#services;
    const invite = invites.get(this.#code);
    showcase.takeDown(this.roomId);
    if (reason === CloseReason.opponentMissing) {
      this.#honourTickets();
      if (invite) invites.reopen(invite, [], performance.now());
    } else if (invite) {
      invites.finish(invite, performance.now());
    }
    void this.disconnect(reason);
  }

  /** Who came and found nobody goes to the front of the queue. */
  #honourTickets(): void {
    for (const { presence, ticket, since } of this.#match?.seats ?? []) {
      if (presence === "here") this.#services.cluster.inVain(ticket, performance.now() - since);
    }
  }
}
