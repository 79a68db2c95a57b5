/** A player as a browser would be one: the real SDK, without a screen. */
import { Client, type Room } from "@colyseus/sdk";
import { ballY, contactTime, defenderOf } from "@quickpong/shared/ball.ts";
import { COURT_HALF_HEIGHT, type Side, TICK_MS } from "@quickpong/shared/court.ts";
import { PHASES, type Phase } from "@quickpong/shared/match.ts";
import {
  decodePong,
  encodePlay,
  type PlayMessage,
  type Pong,
} from "@quickpong/shared/protocol/input-codec.ts";
import {
  type InviteStatus,
  LOBBY_ROOM,
  LobbyMessage,
  type LobbyStatus,
  MatchMessage,
  type MatchOffer,
  type PenaltyNotice,
  type RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import { FLIGHT_RING, flightAt } from "@quickpong/shared/protocol/publication.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { until } from "./until.ts";

type Reservation = Parameters<Client["consumeSeatReservation"]>[0];

/** Somebody in the lobby, with everything they have been told. */
export interface Visitor {
  client: Client;
  room: Room;
  statuses: LobbyStatus[];
  offers: MatchOffer[];
  requeued: RequeueReason[];
  penalties: PenaltyNotice[];
  invites: InviteStatus[];
  /** Close code, once it is closed. */
  closed: number | undefined;
}

let tabs = 0;
/** An id that no other tab has. */
export const newTab = (): string => `tab-${process.pid}-${tabs++}`;

/** Presses Play. */
export async function enterLobby(
  url: string,
  options: object = {},
  headers: Record<string, string> = {},
): Promise<Visitor> {
  const client = new Client(url, { headers });
  const join = { version: PROTOCOL_VERSION, name: "Ada", tab: newTab(), ...options };
  return visitorIn(client, await client.joinOrCreate(LOBBY_ROOM, join));
}

/** Whose connection to the lobby this is. */
export function visitorIn(client: Client, room: Room): Visitor {
  const visitor: Visitor = {
    client,
    room,
    statuses: [],
    offers: [],
    requeued: [],
    penalties: [],
    invites: [],
    closed: undefined,
  };
  room.reconnection.enabled = false;
  room.onMessage(LobbyMessage.status, (status: LobbyStatus) => visitor.statuses.push(status));
  room.onMessage(LobbyMessage.found, (offer: MatchOffer) => visitor.offers.push(offer));
  room.onMessage(LobbyMessage.requeued, (why: RequeueReason) => visitor.requeued.push(why));
  room.onMessage(LobbyMessage.penalized, (notice: PenaltyNotice) => visitor.penalties.push(notice));
  room.onMessage(LobbyMessage.invite, (status: InviteStatus) => visitor.invites.push(status));
  room.onLeave((code) => {
    visitor.closed = code;
  });
  return visitor;
}

/** Waits for the offer, takes the seat and leaves the lobby. */
export async function takeSeat(visitor: Visitor): Promise<Player> {
  const offer = await until("offer", () => visitor.offers[0]);
  const room = await visitor.client.consumeSeatReservation(
    offer.reservation as Reservation,
    PublishedMatch,
  );
  void visitor.room.leave();
  return new Player(room, offer, visitor.client);
}

/** Comes to watch the match with this id or code. */
export async function watchMatch(url: string, id: string): Promise<Watcher> {
  const options = { version: PROTOCOL_VERSION };
  const room = await new Client(url).joinById<PublishedMatch>(id, options, PublishedMatch);
  const watcher: Watcher = { room, emotes: [], pongs: [], patches: 0, closed: undefined };
  room.reconnection.enabled = false;
  room.onMessage(MatchMessage.play, (bytes: Uint8Array) => watcher.pongs.push(decodePong(bytes)));
  room.onMessage(MatchMessage.emote, (emote: [Side, number]) => watcher.emotes.push(emote));
  room.onStateChange(() => watcher.patches++);
  room.onLeave((code) => {
    watcher.closed = code;
  });
  return watcher;
}

export interface Watcher {
  room: Room<unknown, PublishedMatch>;
  emotes: [Side, number][];
  pongs: Pong[];
  patches: number;
  closed: number | undefined;
}

let last: Promise<unknown> = Promise.resolve();

/** Runs `task` with the lobby to itself, for tests that share a server: strangers would be paired. */
export function withLobby<T>(task: () => Promise<T>): Promise<T> {
  const done = last.then(task);
  last = done.catch(() => {});
  return done;
}

/** Two players in a match of their own, the left one first. */
export const pairUp = (url: string): Promise<[Player, Player]> =>
  withLobby(async () => {
    const visitors = await Promise.all([enterLobby(url), enterLobby(url)]);
    const players = await Promise.all(visitors.map(takeSeat));
    return players.sort((a, b) => a.side - b.side) as [Player, Player];
  });

export class Player {
  readonly room: Room<unknown, PublishedMatch>;
  readonly side: Side;
  readonly offer: MatchOffer;
  readonly client: Client;
  readonly pongs: Pong[] = [];
  readonly emotes: [Side, number][] = [];
  /** What has become of the matches that have ended. */
  readonly saved: SavedNotice[] = [];
  /** Patches so far. */
  patches = 0;
  /** Close code, once it is closed. */
  closed: number | undefined;
  #seq = 0;
  #answered = -1;
  #offset = Number.NaN;

  constructor(room: Room<unknown, PublishedMatch>, offer: MatchOffer, client: Client) {
    this.client = client;
    this.room = room;
    this.side = offer.side;
    this.offer = offer;
    room.reconnection.minUptime = 0;
    room.onMessage(MatchMessage.play, (bytes: Uint8Array) => this.pongs.push(decodePong(bytes)));
    room.onMessage(MatchMessage.emote, (emote: [Side, number]) => this.emotes.push(emote));
    room.onMessage(MatchMessage.saved, (notice: SavedNotice) => this.saved.push(notice));
    room.onStateChange(() => this.patches++);
    room.onLeave((code) => {
      this.closed = code;
    });
  }

  /** What has become of a match, once it is settled, when `told` notices had come before; a busy disk may take long. */
  lastWord(told = 0): SavedNotice | undefined {
    return this.saved.slice(told).find(({ state }) => state !== "later");
  }

  get state(): PublishedMatch {
    return this.room.state;
  }

  get phase(): Phase | undefined {
    return PHASES[this.state.phase];
  }

  say(message: PlayMessage): void {
    this.room.sendBytes(MatchMessage.play, encodePlay(message));
  }

  move(tick: number, target: number): void {
    this.say({ kind: "input", seq: this.#seq++ & 255, tick, target });
  }

  /** The match's time as this player knows it (ticks); needs a pong. */
  get now(): number {
    return this.#offset + performance.now() / TICK_MS;
  }

  /** Learns the match's time. */
  async ping(): Promise<void> {
    const before = this.pongs.length;
    const sent = performance.now();
    this.say({ kind: "ping", id: 1, rtt: 23 });
    const pong = await until("pong", () => this.pongs[before]);
    this.#offset = (pong.received - sent) / TICK_MS;
  }

  /** Pings until the server's own clock is past `tick`. */
  async hears(tick: number): Promise<void> {
    do await this.ping();
    while ((this.pongs.at(-1)?.received ?? 0) < tick * TICK_MS);
  }

  /** Plays by itself from now on: meets every ball, or stays out of its way. */
  async play(how: "meet" | "miss"): Promise<void> {
    await this.ping();
    this.#answer(how);
    this.room.onStateChange(() => this.#answer(how));
  }

  #answer(how: "meet" | "miss"): void {
    const { flightCount } = this.state;
    const flight = flightAt(this.state, flightCount + FLIGHT_RING - 1);
    if (flightCount === this.#answered || flight?.ruling !== "open") return;
    this.#answered = flightCount;
    if (defenderOf(flight) !== this.side) return;
    const contact = contactTime(flight);
    const y = ballY(flight, contact);
    const target = how === "meet" ? y : y > 0 ? -COURT_HALF_HEIGHT : COURT_HALF_HEIGHT;
    this.move(Math.ceil(this.now), target);
    const mark = () => this.say({ kind: "watermark", tick: Math.ceil(contact) });
    setTimeout(mark, (contact - this.now) * TICK_MS);
  }

  /** Loses the connection and comes back; others may see neither when it takes less than a tick. */
  async blinks(): Promise<void> {
    let back = false;
    this.room.onReconnect(() => {
      back = true;
    });
    this.room.connection.close(4010);
    await until("back", () => back);
  }

  reaches(phase: Phase, timeout = 20_000): Promise<unknown> {
    return until(`phase ${phase}`, () => this.phase === phase, timeout);
  }
}
