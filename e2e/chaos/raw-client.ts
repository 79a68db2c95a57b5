/**
 * A player on strings, honest or not: joins, sits down, sends whatever it is told to, byte for byte,
 * and remembers what it was told.
 */
import type { Socket } from "node:net";
import { Decoder, decode } from "@colyseus/schema";
import { otherSide, type Side } from "@quickpong/shared/court.ts";
import { encodePlay, type PlayMessage } from "@quickpong/shared/protocol/input-codec.ts";
import {
  type InviteStatus,
  LOBBY_ENDPOINT,
  LobbyMessage,
  LobbyRequest,
  MatchMessage,
  type MatchOffer,
} from "@quickpong/shared/protocol/messages.ts";
import { type PlayerPublication, publishedSide } from "@quickpong/shared/protocol/publication.ts";
import { PublishedMatch } from "@quickpong/shared/protocol/state.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { unpack } from "msgpackr";
import { WebSocket } from "ws";
import { until } from "./until.ts";

/** First byte of a frame. */
const CODE = { join: 10, error: 11, leave: 12, data: 13, state: 14, patch: 15, bytes: 17 } as const;

/** What a server hands out with a reserved seat. */
export interface Seat {
  roomId: string;
  processId: string;
  sessionId: string;
  reconnectionToken?: string;
}

let clients = 0;

/** Asks over HTTP for a seat: `joinOrCreate/lobby` (as any Colyseus client may) or `reconnect/<room>`. */
export async function askForSeat(url: string, method: string, options: object): Promise<Seat> {
  const body = JSON.stringify(options);
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch(`${url}/matchmake/${method}`, { method: "POST", body, headers });
  if (!answer.ok) throw new Error(`${method}: ${answer.status}`);
  return (await answer.json()) as Seat;
}

/** A connection to a room. */
export class RawClient {
  seat: Seat;
  readonly socket: WebSocket;
  /** Close code, once it is closed. */
  closed: number | undefined;
  /** Why it was not let in: a CloseReason. */
  refused: number | undefined;
  /** Whether the room has let it in. */
  joined = false;
  /** Good for coming back. */
  token = "";
  state = new PublishedMatch();
  offer: MatchOffer | undefined;
  /** Of its private room, "" without one. */
  code = "";
  side: Side = 0;
  name = "";
  /** Called after every patch. */
  patched: (() => void) | undefined;
  #decoder = new Decoder(this.state);
  #seq = 0;

  /**
   * `mute`: never confirms that it has joined; `options`: what it says at the lobby endpoint; `from`: where a
   * proxy says that it comes from.
   */
  constructor(url: string, seat: Seat, mute = false, options?: object, from?: string) {
    const { processId, roomId, sessionId, reconnectionToken } = seat;
    this.seat = seat;
    const query = new URLSearchParams({ sessionId, skipHandshake: "1" });
    if (reconnectionToken !== undefined) query.set("reconnectionToken", reconnectionToken);
    if (options !== undefined) query.set(LOBBY_ENDPOINT.options, JSON.stringify(options));
    const address = `${url.replace("http", "ws")}/${processId}/${roomId}?${query}`;
    const headers = from === undefined ? {} : { "X-Forwarded-For": from };
    this.socket = new WebSocket(address, { perMessageDeflate: false, headers });
    this.socket.on("message", (data: Buffer) => this.#take(data, mute));
    this.socket.on("error", () => {});
    this.socket.on("close", (code) => {
      this.closed = code;
    });
  }

  /** The frame as it is. */
  send(frame: Uint8Array): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame);
  }

  /** Bytes as they are, past the WebSocket. */
  write(bytes: Uint8Array): void {
    this.#stream?.write(bytes);
  }

  /** Bytes that the network has not taken yet. */
  get pending(): number {
    return this.#stream?.writableLength ?? 0;
  }

  get #stream(): Socket | undefined {
    return (this.socket as WebSocket & { _socket?: Socket })._socket;
  }

  play(message: PlayMessage): void {
    this.send(Uint8Array.of(CODE.bytes, MatchMessage.play, ...encodePlay(message)));
  }

  move(tick: number, target: number): void {
    this.play({ kind: "input", seq: this.#seq++ & 255, tick, target });
  }

  /** Asks for the seat in this process that it was offered, to which this connection belongs from then on. */
  sit({ reservation }: MatchOffer): this {
    this.seat = reservation as Seat;
    this.joined = false;
    this.send(Uint8Array.of(CODE.data, LobbyRequest.takeSeat));
    return this;
  }

  leave(): void {
    this.send(Uint8Array.of(CODE.leave));
    this.socket.close();
  }

  get own(): PlayerPublication {
    return publishedSide(this.state, this.side);
  }
  get opponent(): PlayerPublication {
    return publishedSide(this.state, otherSide(this.side));
  }

  #take(bytes: Buffer, mute: boolean): void {
    switch (bytes[0]) {
      case CODE.join:
        this.token = bytes.toString("utf8", 2, 2 + (bytes[1] as number));
        this.joined = true;
        if (!mute) this.send(Uint8Array.of(CODE.join));
        return;
      case CODE.error:
        this.refused = decode.number(bytes, { offset: 1 });
        return;
      case CODE.state:
        this.state = new PublishedMatch();
        this.#decoder = new Decoder(this.state);
        return this.#patch(bytes);
      case CODE.patch:
        return this.#patch(bytes);
      case CODE.data:
        return this.#hear(bytes);
    }
  }

  #patch(bytes: Buffer): void {
    this.#decoder.decode(bytes, { offset: 1 });
    this.patched?.();
  }

  /** Offers and rooms matter; a message's type is a short string. */
  #hear(bytes: Buffer): void {
    const length = (bytes[1] as number) & 31;
    const type = bytes.toString("utf8", 2, 2 + length);
    const content = () => unpack(bytes.subarray(2 + length));
    if (type === LobbyMessage.found) this.offer = content() as MatchOffer;
    if (type === LobbyMessage.invite) this.code = (content() as InviteStatus).code;
  }
}

/** Goes to the lobby; `wish` is what is asked for besides, `from` the address of whoever goes. */
export async function enterLobby(
  url: string,
  name = `Puppet ${clients}`,
  mute = false,
  wish: object = {},
  from?: string,
) {
  const tab = `client-${process.pid}-${clients++}`;
  const options = { version: PROTOCOL_VERSION, name, tab, ...wish };
  const client = new RawClient(url, { ...LOBBY_ENDPOINT, sessionId: "" }, mute, options, from);
  client.name = name;
  return client;
}

/** Waits for an offer and takes the seat as a client does: over the same connection if it can. */
export async function takeSeat(url: string, guest: RawClient): Promise<RawClient> {
  const offer = await until("an offer", () => guest.offer ?? guest.closed);
  if (typeof offer === "number") throw new Error(`turned away: ${guest.refused ?? offer}`);
  const player = offer.sameProcess
    ? guest.sit(offer)
    : new RawClient(url, offer.reservation as Seat);
  Object.assign(player, { side: offer.side, name: guest.name, offer });
  await until("a seat", () => player.joined || player.closed);
  if (player !== guest) guest.leave();
  return player;
}

/** Two clients in a match with each other. */
export async function pairUp(url: string): Promise<[RawClient, RawClient]> {
  // A player who finds a stranger keeps them busy, so that the next two find each other.
  const decoys: RawClient[] = [];
  try {
    for (let tries = 0; tries < 5; tries++) {
      const guests = await Promise.all([enterLobby(url), enterLobby(url)]);
      await until("an offer", () => guests.some(({ offer, closed }) => offer || closed));
      const [a, b] = guests as [RawClient, RawClient];
      if ((a.offer ?? b.offer)?.opponent === (a.offer ? b : a).name) {
        const pair = (await Promise.all([takeSeat(url, a), takeSeat(url, b)])) as [
          RawClient,
          RawClient,
        ];
        await until("both are there", () => pair.every(({ opponent }) => opponent.present));
        return pair;
      }
      decoys.push(await takeSeat(url, a.offer ? a : b));
      (a.offer ? b : a).leave();
    }
    throw new Error("no pair came about");
  } finally {
    for (const decoy of decoys) decoy.leave();
  }
}
