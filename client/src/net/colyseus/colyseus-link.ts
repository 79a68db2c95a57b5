/** The link to a match room on a server, over the Colyseus SDK. */
import { Client, CloseCode, type SeatReservation } from "@colyseus/sdk";
import type { Side } from "@quickpong/shared/court.ts";
import {
  decodePong,
  encodePlay,
  type PlayMessage,
} from "@quickpong/shared/protocol/input-codec.ts";
import {
  MatchMessage,
  type MatchOffer,
  type WatchJoinOptions,
} from "@quickpong/shared/protocol/messages.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import type { LinkListener, MatchLink, Traffic } from "../links/match-link.ts";
import { hedgedSeatRequest } from "./hedged-seat-request.ts";
import type { Lobby } from "./lobby-connection.ts";
import { type AnyRoom, canSwitchRooms, endRoom, onFrame } from "./sdk-internals.ts";

/** A ping unanswered for so long means a black hole, which the SDK never notices (ms). */
const SILENCE = 2500;
const WATCH_EVERY = 500;
/**
 * Reconnection. A server that is there keeps the seat for 20 s, and a little more is said to be left. One
 * that was stopped counts none of that time, so tries go on for half a minute's stop. Time counts, not tries:
 * browsers hold back a WebSocket to where others have failed.
 */
const MAX_RETRY_DELAY = 500;
const SEAT_KEPT_FOR = 22_000;
const TRIES_FOR = 40_000;
/** A frame's own bytes around a payload: code and message type. */
const FRAME_OVERHEAD = 2;

/** Enough to come back to a seat from a fresh page. */
export interface SeatTicket {
  token: string;
  side: Side | null;
}

/** Where the server is (http or ws address), and the local monotonic clock (ms). */
export interface LinkOptions {
  server: string;
  now: () => number;
}

/** Takes the seat that the lobby offered, over the lobby's connection where that is possible. */
export async function joinMatch(
  offer: MatchOffer,
  { server, now }: LinkOptions,
  lobby?: Pick<Lobby, "takeSeat"> | null,
): Promise<ColyseusLink> {
  const reservation = offer.reservation as SeatReservation;
  const anew = () => new Client(server).consumeSeatReservation(reservation, PublishedMatch);
  const over = offer.sameProcess && canSwitchRooms ? lobby : undefined;
  const room = over
    ? await hedgedSeatRequest((ended) => over.takeSeat(offer, ended), anew)
    : await anew();
  return new ColyseusLink(room, offer.side, now);
}

/** Comes back to a seat after a refresh; rejects when it is no longer kept. */
export async function rejoinMatch(
  ticket: SeatTicket,
  { server, now }: LinkOptions,
): Promise<ColyseusLink> {
  const room = await new Client(server).reconnect(ticket.token, PublishedMatch);
  return new ColyseusLink(room, ticket.side, now);
}

/** Comes to watch; `id` is a public match's, or a private room's code. */
export async function watchMatch(id: string, { server, now }: LinkOptions): Promise<ColyseusLink> {
  const options: WatchJoinOptions = { version: PROTOCOL_VERSION };
  const room = await new Client(server).joinById(id, options, PublishedMatch);
  return new ColyseusLink(room, null, now);
}

export class ColyseusLink implements MatchLink {
  readonly side: Side | null;
  readonly traffic: Traffic = { upMessages: 0, upBytes: 0, downMessages: 0, downBytes: 0 };
  private readonly room: AnyRoom;
  private readonly now: () => number;
  private readonly watchdog: ReturnType<typeof setInterval>;
  /** When the first ping since the last message from the server was sent (ms). */
  private unansweredSince = Number.POSITIVE_INFINITY;
  /** Until when the seat is kept by a server that is there (ms); 0 while there is a line. */
  private keptUntil = 0;
  private givingUp: ReturnType<typeof setTimeout> | undefined;
  /** What was last said of this tab, or wanted to be while there was no connection. */
  private hidden = false;

  constructor(room: AnyRoom, side: Side | null, now: () => number) {
    this.room = room;
    this.side = side;
    this.now = now;
    Object.assign(room.reconnection, {
      minUptime: 0,
      maxDelay: MAX_RETRY_DELAY,
      maxRetries: Number.POSITIVE_INFINITY,
      maxEnqueuedMessages: 0,
      // A watcher's seat is not kept: they come again.
      enabled: side !== null,
    });
    this.watchdog = setInterval(() => this.watch(), WATCH_EVERY);
    room.onReconnect(() => this.stopTrying());
    this.countDown();
  }

  /** By which others find the match, if it is a public one. */
  get roomId(): string {
    return this.room.roomId;
  }

  /** What a fresh page needs to come back to this seat. */
  get ticket(): SeatTicket {
    return { token: this.room.reconnectionToken, side: this.side };
  }

  /** How much longer the seat behind a lost line is kept (ms); 0 while there is a line, and after that. */
  get triesLeft(): number {
    return this.keptUntil === 0 ? 0 : Math.max(0, this.keptUntil - this.now());
  }

  listen(listener: LinkListener): void {
    const { room } = this;
    room.onStateChange((state) => listener.patch(state, this.now()));
    // The state comes with the room's first message, which may have been before there was a listener.
    if (room.state.rules) listener.patch(room.state, this.now());
    room.onMessage(MatchMessage.play, (bytes: Uint8Array) => {
      listener.pong(decodePong(bytes), this.now());
    });
    room.onMessage(MatchMessage.emote, ([side, emote]: [Side, number]) => {
      listener.emote(side, emote);
    });
    room.onMessage(MatchMessage.saved, (notice: SavedNotice) => listener.saved(notice));
    room.onMessage("*", () => {});
    room.onDrop(() => {
      this.keepTrying();
      listener.dropped();
    });
    room.onReconnect(() => {
      this.unansweredSince = Number.POSITIVE_INFINITY;
      // To the server whoever arrives is looking, and the SDK tells it of the arrival after this only.
      if (this.hidden) queueMicrotask(() => this.away(this.hidden));
      listener.restored();
    });
    room.onLeave((code) => {
      clearInterval(this.watchdog);
      this.stopTrying();
      listener.closed(code);
    });
  }

  play(message: PlayMessage): void {
    if (!this.room.connection.isOpen) return;
    if (message.kind === "ping") this.unansweredSince = Math.min(this.unansweredSince, this.now());
    const bytes = encodePlay(message);
    this.room.sendBytes(MatchMessage.play, bytes);
    this.traffic.upMessages++;
    this.traffic.upBytes += bytes.length + FRAME_OVERHEAD;
  }

  rematch(): void {
    this.room.send(MatchMessage.rematch);
  }
  claim(): void {
    this.room.send(MatchMessage.claim);
  }
  away(hidden: boolean): void {
    this.hidden = hidden;
    this.room.send(MatchMessage.away, hidden);
  }
  emote(emote: number): void {
    this.room.send(MatchMessage.emote, emote);
  }
  /** The host's choice whether a private match may be watched. */
  allowSpectators(allowed: boolean): void {
    this.room.send(MatchMessage.allowSpectators, allowed);
  }
  leave(): void {
    clearInterval(this.watchdog);
    if (this.room.connection.isOpen) this.sayGoodbye();
    // On the way back: the seat is given up on arrival, or the opponent would wait for nobody.
    else this.room.onReconnect(() => this.sayGoodbye());
  }

  /** Ends the line only: another one may come to the seat. */
  drop(): void {
    clearInterval(this.watchdog);
    this.room.reconnection.enabled = false;
    this.room.connection.close(CloseCode.MAY_TRY_RECONNECT);
  }

  private sayGoodbye(): void {
    this.room.reconnection.enabled = false;
    void this.room.leave();
  }

  /** From the drop on; every try that fails is one more to the SDK. */
  private keepTrying(): void {
    if (this.keptUntil !== 0) return;
    this.keptUntil = this.now() + SEAT_KEPT_FOR;
    this.givingUp = setTimeout(() => this.giveUp(), TRIES_FOR);
  }

  private stopTrying(): void {
    clearTimeout(this.givingUp);
    this.keptUntil = 0;
  }

  private giveUp(): void {
    const { room } = this;
    room.reconnection.enabled = false;
    endRoom(room, CloseCode.FAILED_TO_RECONNECT, "No way back.");
    // A try may be on its way to nowhere.
    room.connection.close();
  }

  private watch(): void {
    if (this.now() - this.unansweredSince < SILENCE || !this.room.connection.isOpen) return;
    this.unansweredSince = Number.POSITIVE_INFINITY;
    this.room.connection.close(CloseCode.MAY_TRY_RECONNECT, "silence");
  }

  private countDown(): void {
    onFrame(this.room, (bytes) => {
      this.unansweredSince = Number.POSITIVE_INFINITY;
      this.traffic.downMessages++;
      this.traffic.downBytes += bytes;
    });
  }
}
