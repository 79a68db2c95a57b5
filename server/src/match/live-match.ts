/**
 * A match in progress: the match host, its published state, its seats and its place on the
 * ticker's grid. It knows time as an argument and its players through a port, so it runs without
 * a network.
 *
 * It is a plain object beside the room, because room instances are in dictionary mode and slow to
 * read.
 */
import { BotPlayer } from "@quickpong/shared/bot-player.ts";
import { otherSide, SIDES, type Side, TICK_MS, TICK_RATE } from "@quickpong/shared/court.ts";
import { advance, receiveInput, receiveMark } from "@quickpong/shared/host.ts";
import {
  createMatch,
  type EndReason,
  type MatchState,
  nextDue,
  type Rules,
} from "@quickpong/shared/match.ts";
import { arrive, askRematch, claim, drop, leave } from "@quickpong/shared/presence.ts";
import { decodePlay, encodePong } from "@quickpong/shared/protocol/input-codec.ts";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import { publishedSide } from "@quickpong/shared/protocol/publication.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { Announcer } from "./announcer.ts";
import type { Seats } from "./seats.ts";
import type { Ride, Rider, Ticker } from "./ticker.ts";

/** A round trip is shown in steps (ms), so that it changes seldom. */
const RTT_STEP = 10;
const RTT_MAX = 9990;

/** What a match needs of the world. */
export interface MatchPort {
  /** What changed in the published state goes to these sides now; for the others it can wait. */
  patch(sides: readonly [boolean, boolean]): void;
  pong(side: Side, bytes: Uint8Array): void;
  /** The seat is no longer kept for its dropped player. */
  release(side: Side): void;
  /** The match begins (again). */
  started(): void;
  /** It has an outcome. */
  ended(summary: MatchSummary): void;
  /** The player on `side` left while it was running, or stayed away until it was lost. */
  deserted(side: Side): void;
  /** Nothing will happen any more: everybody may go. */
  over(reason: CloseReasonCode): void;
  /** A turn threw. */
  failed(error: unknown): void;
}

/** A match in a line. */
export interface MatchSummary {
  /** `interrupted`: the room went before there was an outcome. */
  reason: EndReason | "interrupted";
  /** Left to right. */
  score: string;
  /** How long it took (s). */
  seconds: number;
}

export interface MatchSetup {
  rules: Rules;
  /** Decides serves. */
  seed: number;
  seats: Seats;
  /** Whether it may be watched, to begin with. */
  watchable: boolean;
  ticker: Ticker;
  port: MatchPort;
}

export class LiveMatch implements Rider {
  readonly state: MatchState;
  readonly published = new PublishedMatch();
  readonly seats: Seats;
  readonly #port: MatchPort;
  readonly #ticker: Ticker;
  readonly #ride: Ride;
  readonly #announcer: Announcer;
  readonly #bots: readonly [Side, BotPlayer][];
  /** When the running match began (tick); undefined while none is running. */
  #startedAt: number | undefined;
  #over = false;

  constructor(setup: MatchSetup) {
    this.seats = setup.seats;
    this.#port = setup.port;
    this.#ticker = setup.ticker;
    this.#ride = setup.ticker.add(this);
    this.state = createMatch(setup.rules, setup.seed);
    this.published.watchable = setup.watchable;
    this.#announcer = new Announcer(this.state, this.published, (sides) => setup.port.patch(sides));
    for (const { side, name, bot } of this.seats) {
      Object.assign(publishedSide(this.published, side), { name, bot, away: false, rtt: 0 });
    }
    this.#bots = this.seats.flatMap(({ side, bot }) =>
      bot ? [[side, new BotPlayer(bot, side, setup.seed)] as const] : [],
    );
    for (const [side] of this.#bots) arrive(this.state, side, 0);
    this.#ride.wake(nextDue(this.state));
  }

  /** The player has a live connection, for the first time or again. All `now` in ms. */
  arrived(side: Side, now: number): void {
    this.seats[side].presence = "here";
    arrive(this.state, side, this.#ticks(now));
    this.#changed();
  }

  /** The connection was lost. Says whether the seat is kept for its player's return. */
  dropped(side: Side, now: number): boolean {
    const kept = !this.#over && this.seats[side].presence === "here";
    if (!kept) return false;
    this.seats[side].presence = "dropped";
    drop(this.state, side, this.#ticks(now));
    this.#changed();
    return true;
  }

  /** The player has left for good. */
  left(side: Side, now: number): void {
    if (this.#over || this.seats[side].presence === "gone") return;
    this.seats[side].presence = "gone";
    leave(this.state, side, this.#ticks(now));
    this.#changed();
  }

  /** A `MatchMessage.play`; false when it is not one that a client of ours sends. */
  play(side: Side, bytes: Uint8Array, now: number): boolean {
    const message = decodePlay(bytes);
    switch (message?.kind) {
      case "input":
        receiveInput(this.state, side, message, this.#ticks(now));
        this.#changed();
        return true;
      case "mark":
        receiveMark(this.state, side, message.tick, this.#ticks(now));
        this.#changed();
        return true;
      case "ping": {
        const rtt = Math.min(RTT_MAX, Math.round(message.rtt / RTT_STEP) * RTT_STEP);
        // It travels with the next patch; it is not worth one of its own.
        publishedSide(this.published, side).rtt = rtt;
        this.#port.pong(side, this.#pong(message.id, now));
        this.#announcer.spoke(side, Math.floor(this.#ticks(now)));
        return true;
      }
      default:
        return false;
    }
  }

  /** The answer to a watcher's ping; undefined when it is anything else. */
  answerWatcher(bytes: Uint8Array, now: number): Uint8Array | undefined {
    const message = decodePlay(bytes);
    return message?.kind === "ping" ? this.#pong(message.id, now) : undefined;
  }

  /** So many watch. */
  watched(count: number): void {
    this.published.watchers = count;
    // Players hear of it with the next beat, and when there are none, at once.
    if (!this.isRunning) this.#urge();
  }

  /** The host of a private match says whether it may be watched. */
  consent(watchable: boolean): void {
    this.published.watchable = watchable;
    this.#urge();
  }

  /** Begun and without an outcome. */
  get isRunning(): boolean {
    return this.state.flown > 0 && !this.state.outcome;
  }

  rematch(side: Side, now: number): void {
    askRematch(this.state, side, this.#ticks(now));
    for (const [bot] of this.#bots) askRematch(this.state, bot, this.#ticks(now));
    this.#changed();
  }

  claim(side: Side, now: number): void {
    claim(this.state, side, this.#ticks(now));
    this.#changed();
  }

  /** The player's tab is hidden, or shown again. */
  away(side: Side, hidden: boolean): void {
    publishedSide(this.published, side).away = hidden;
    this.#urge();
  }

  /** The end of a tick: does what is due, publishes what became known, and asks for the next turn. */
  turn(now: number): void {
    const ticks = this.#ticks(now);
    advance(this.state, ticks);
    for (const [, bot] of this.#bots) bot.play(this.state, ticks);
    this.#announcer.announce(Math.floor(ticks), this.#ticker.lateMostly);
    this.#tellMilestones();
    const reason = this.#overBecause();
    if (reason) return this.end(reason);
    const looks = this.#bots.map(([, bot]) => bot.nextLook(this.state, ticks));
    this.#ride.wake(Math.min(nextDue(this.state), this.#announcer.nextDue(), ...looks));
  }

  failed(error: unknown): void {
    this.#port.failed(error);
  }

  /** Ends it for everybody, once. */
  end(reason: CloseReasonCode): void {
    if (this.#over) return;
    this.#over = true;
    this.#tellEnd(this.state.outcome?.reason ?? "interrupted");
    this.#ride.end();
    this.#port.over(reason);
  }

  #pong(id: number, now: number): Uint8Array {
    return encodePong({ id, received: now - this.#ride.origin });
  }

  #ticks(now: number): number {
    return (now - this.#ride.origin) / TICK_MS;
  }

  /** What a message changed goes out at the end of this tick. */
  #changed(): void {
    this.#ride.wake(0);
  }

  /** The publication was changed from here, and everybody should know. */
  #urge(): void {
    this.#announcer.urge();
    this.#changed();
  }

  /** Notices beginnings and ends, and gives up the seat of somebody who was away for too long. */
  #tellMilestones(): void {
    const { outcome, flown, now } = this.state;
    if (!outcome && flown > 0 && this.#startedAt === undefined) {
      this.#startedAt = now;
      this.#port.started();
    } else if (outcome) {
      this.#tellEnd(outcome.reason);
      if (outcome.reason === "absent") this.#releaseDropped();
    }
  }

  #tellEnd(reason: MatchSummary["reason"]): void {
    if (this.#startedAt === undefined) return;
    const { score, now, outcome } = this.state;
    const seconds = Math.round((10 * (now - this.#startedAt)) / TICK_RATE) / 10;
    this.#startedAt = undefined;
    this.#port.ended({ reason, score: score.join(":"), seconds });
    const deserted = reason === "left" || reason === "absent";
    if (deserted && outcome && outcome.winner !== null) {
      this.#port.deserted(otherSide(outcome.winner));
    }
  }

  #releaseDropped(): void {
    for (const side of SIDES) {
      if (this.seats[side].presence !== "dropped") continue;
      this.seats[side].presence = "gone";
      this.#port.release(side);
    }
  }

  /** Why the room can go, or null while somebody may still want it. */
  #overBecause(): CloseReasonCode | null {
    const { phase, phaseEnds, outcome, flown } = this.state;
    if (phase !== "finished") return null;
    if (outcome?.reason === "void" && flown === 0) return CloseReason.opponentMissing;
    const nobodyHere = this.seats.every((seat) => seat.bot || seat.presence !== "here");
    return nobodyHere || !Number.isFinite(phaseEnds) ? CloseReason.matchOver : null;
  }
}
