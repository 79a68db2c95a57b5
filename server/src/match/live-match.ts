/**
 * A match in progress: the simulation, its published state, its seats and its place on the
 * ticker's grid. It knows time as an argument and its players through a port, so it runs without
 * a network.
 *
 * It is a plain object beside the room, because room instances are in dictionary mode and slow to
 * read.
 */
import type { Key } from "@quickpong/shared/chacha20.ts";
import type { Side } from "@quickpong/shared/court.ts";
import { type MatchState, nextDue } from "@quickpong/shared/match.ts";
import { encodePong, type PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import type { CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import type { ShownRating } from "@quickpong/shared/protocol/players.ts";
import { publishedSide } from "@quickpong/shared/protocol/publication.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";
import { Bots } from "./bots.ts";
import { MatchClock } from "./match-clock.ts";
import { MatchLifecycle, overBecause } from "./match-lifecycle.ts";
import type { MatchPort } from "./match-port.ts";
import { PublishScheduler } from "./publish-scheduler.ts";
import { RecordedSimulation } from "./recorded-simulation.ts";
import type { Seats } from "./seats.ts";
import type { Tickable, Ticker, TickSlot } from "./ticker.ts";

/** A round trip is shown in steps (ms), so that it changes seldom. */
const RTT_STEP = 10;
const RTT_MAX = 9990;
/** What is published of a player to begin with. */
const NOT_SEEN = { away: false, rtt: 0 };
const UNRATED: ShownRating = { rating: 0, provisional: false };

export interface MatchSetup {
  rules: Rules;
  /** A new key for a game's serves, which nobody can know or guess. */
  newKey: () => Key;
  /** Of the bots' moves; in the daily its day. */
  botSeed: number;
  seats: Seats;
  /** Whether it may be watched, to begin with. */
  watchable: boolean;
  /** Whether its games are kept as recordings. */
  isRecorded: boolean;
  ticker: Ticker;
  port: MatchPort;
}

export class LiveMatch implements Tickable {
  readonly state: MatchState;
  readonly published = new PublishedMatch();
  readonly seats: Seats;
  readonly #simulation: RecordedSimulation;
  readonly #port: MatchPort;
  readonly #ticker: Ticker;
  readonly #slot: TickSlot;
  readonly #clock: MatchClock;
  readonly #scheduler: PublishScheduler;
  readonly #lifecycle: MatchLifecycle;
  readonly #newKey: () => Key;
  readonly #bots: Bots;
  #over: CloseReasonCode | undefined;

  constructor(setup: MatchSetup) {
    this.seats = setup.seats;
    this.#port = setup.port;
    this.#ticker = setup.ticker;
    this.#slot = setup.ticker.add(this);
    this.#clock = new MatchClock(setup.ticker, this.#slot.origin);
    this.#newKey = setup.newKey;
    this.#simulation = new RecordedSimulation(setup.rules, setup.newKey(), setup.isRecorded);
    this.state = this.#simulation.state;
    this.published.watchable = setup.watchable;
    this.#scheduler = new PublishScheduler(this.state, this.published, (sides) =>
      setup.port.patch(sides),
    );
    for (const { side, name, bot, rating } of this.seats) {
      const shown = rating ?? UNRATED;
      Object.assign(publishedSide(this.published, side), { name, bot, ...shown, ...NOT_SEEN });
    }
    const stalledAt = () => this.#clock.before(this.#ticker.stalledAt);
    this.#lifecycle = new MatchLifecycle(this.#simulation, this.seats, setup.port, stalledAt);
    this.#bots = new Bots(this.#simulation, this.seats, setup.botSeed);
    this.#slot.wake(nextDue(this.state));
  }

  /** The player has a live connection, for the first time or again. All `now` in ms. */
  arrived(side: Side, now: number): void {
    this.seats[side].presence = "here";
    this.#simulation.arrive(side, this.#clock.see(now));
    // What was said of the tab before the line failed may have changed since, with nobody to tell.
    this.#setAway(side, false);
    this.#changed();
  }

  /** The connection was lost. Says whether the seat is kept for its player's return. */
  dropped(side: Side, now: number): boolean {
    const kept = !this.#over && this.seats[side].presence === "here";
    if (!kept) return false;
    this.seats[side].presence = "dropped";
    this.#simulation.drop(side, this.#clock.see(now));
    this.#changed();
    return true;
  }

  /** The player has left for good. */
  left(side: Side, now: number): void {
    if (this.#over || this.seats[side].presence === "gone") return;
    this.seats[side].presence = "gone";
    this.#simulation.leave(side, this.#clock.see(now));
    this.#changed();
  }

  /** What a player says while playing; false for null, which no client of ours says. */
  play(side: Side, message: PlayMessage | null, now: number): boolean {
    switch (message?.kind) {
      case "input":
        this.#simulation.input(side, message, this.#clock.see(now));
        this.#changed();
        return true;
      case "watermark":
        this.#simulation.watermark(side, message, this.#clock.see(now));
        this.#changed();
        return true;
      case "ping": {
        const rtt = Math.min(RTT_MAX, Math.round(message.rtt / RTT_STEP) * RTT_STEP);
        // It travels with the next patch; it is not worth one of its own.
        publishedSide(this.published, side).rtt = rtt;
        this.seats[side].rtt = rtt;
        this.#port.pong(side, this.pong(message.id, now));
        this.#scheduler.sentAnyway(side, Math.floor(this.#clock.see(now)));
        return true;
      }
      default:
        return false;
    }
  }

  /** The answer to ping number `id`: the time of the match. */
  pong(id: number, now: number): Uint8Array {
    return encodePong({ id, received: now - this.#slot.origin });
  }

  /** So many watch. */
  watched(count: number): void {
    this.published.watchers = count;
    // Players hear of it with the next keepalive, and when there are none, at once.
    if (!this.isRunning) this.#forcePublish();
  }

  /** The host of a private match says whether it may be watched. */
  allowSpectators(watchable: boolean): void {
    this.published.watchable = watchable;
    this.#forcePublish();
  }

  /** The player's rating is this from now on. */
  rated(side: Side, rating: ShownRating): void {
    Object.assign(publishedSide(this.published, side), rating);
    this.#forcePublish();
  }

  /** Why it has ended for everybody; undefined before. */
  get over(): CloseReasonCode | undefined {
    return this.#over;
  }

  /** Begun and without an outcome. */
  get isRunning(): boolean {
    return this.state.flightCount > 0 && !this.state.outcome;
  }

  /** See RecordedSimulation. */
  recordingSoFar(): Uint8Array<ArrayBuffer> | null {
    return this.#simulation.recordingSoFar();
  }

  rematch(side: Side, now: number): void {
    const key = this.#newKey();
    const ticks = this.#clock.see(now);
    // An end that no tick has seen yet is told before the next match begins.
    advance(this.state, ticks);
    this.#lifecycle.look();
    this.#simulation.askRematch(side, key, ticks);
    this.#bots.askRematch(key, ticks);
    this.#changed();
  }

  claim(side: Side, now: number): void {
    this.#simulation.claim(side, this.#clock.see(now));
    this.#changed();
  }

  /** The player's tab is hidden, or shown again. */
  away(side: Side, hidden: boolean): void {
    this.#setAway(side, hidden);
    this.#forcePublish();
  }

  /** The end of a tick: does what is due, publishes what became known, and asks for the next tick. */
  tick(now: number): void {
    const ticks = this.#clock.see(now);
    advance(this.state, ticks);
    this.#bots.play(ticks);
    this.#scheduler.publishIfDue(Math.floor(ticks), this.#ticker.lateness.p95);
    this.#lifecycle.look();
    const reason = overBecause(this.state, this.seats);
    if (reason) return this.end(reason);
    this.#slot.wake(
      Math.min(nextDue(this.state), this.#scheduler.nextDue(), this.#bots.nextLook(ticks)),
    );
  }

  /** The process was stopped; all `now` that come after this are later. */
  outage(since: number, now: number): void {
    this.#simulation.outage(this.#clock.before(since), this.#clock.at(now));
    this.#port.outage();
    this.#changed();
  }

  failed(error: unknown): void {
    this.#port.failed(error);
  }

  /** Ends it for everybody, once. */
  end(reason: CloseReasonCode): void {
    if (this.#over) return;
    this.#over = reason;
    this.#lifecycle.close(reason);
    this.#slot.end();
    this.#port.over(reason);
  }

  #setAway(side: Side, away: boolean): void {
    const player = publishedSide(this.published, side);
    if (player.away !== away) player.away = away;
  }

  /** What a message changed goes out at the end of this tick. */
  #changed(): void {
    this.#slot.wake(0);
  }

  /** The published state was changed from here, and everybody should know. */
  #forcePublish(): void {
    this.#scheduler.forcePublish();
    this.#changed();
  }
}
