/** Colyseus's room protocol over a LightSocket: as much of it as our rooms use. */
import { decode, type Iterator } from "@colyseus/schema";
import type { Traffic } from "@quickpong/client/net/links/match-link.ts";
import {
  LOBBY_ENDPOINT,
  type LobbyJoinOptions,
  LobbyRequest,
} from "@quickpong/shared/protocol/messages.ts";
import { unpack } from "msgpackr";
import { socketOf } from "./address.ts";
import { LightSocket } from "./light-socket.ts";

/** First byte of a frame. */
const CODE = { join: 10, error: 11, leave: 12, data: 13, state: 14, patch: 15, bytes: 17 } as const;

/** What a server hands out with a reserved seat. */
export interface Reservation {
  name: string;
  roomId: string;
  processId: string;
  sessionId: string;
}

export interface LightRoomHooks {
  /** We are in, and have said so. */
  joined(): void;
  /** The full state or a patch; starts at `offset`. Good only until this returns. */
  state?(bytes: Buffer, offset: number, full: boolean): void;
  /** A message of bytes. */
  bytes?(type: number, payload: Buffer): void;
  message(type: string | number, content: unknown): void;
  closed(code: number): void;
}

/** Where a seat is taken. */
export const seatPath = ({ processId, roomId, sessionId }: Reservation): string =>
  `/${processId}/${roomId}?sessionId=${sessionId}&skipHandshake=1`;

/** Where one is let into the lobby. */
export function lobbyPath(options: LobbyJoinOptions): string {
  const query = new URLSearchParams({ [LOBBY_ENDPOINT.options]: JSON.stringify(options) });
  return `/${LOBBY_ENDPOINT.processId}/${LOBBY_ENDPOINT.roomId}?${query}&skipHandshake=1`;
}

export class LightRoom {
  #traffic: Traffic;
  readonly #socket: LightSocket;
  #hooks: LightRoomHooks;

  /** What goes over the wire is added to `traffic`. */
  constructor(server: URL, path: string, traffic: Traffic, hooks: LightRoomHooks, origin?: string) {
    this.#traffic = traffic;
    this.#hooks = hooks;
    const { host, port } = socketOf(server);
    const socketHooks = {
      open: () => {},
      message: (bytes: Buffer) => this.#take(bytes),
      closed: (code: number) => this.#hooks.closed(code),
    };
    this.#socket = new LightSocket(host, port, path, socketHooks, origin);
  }

  /** Takes the seat that the lobby has offered in its own process: the connection is the match's from then on. */
  sit(traffic: Traffic, hooks: LightRoomHooks): this {
    this.sendPlain(LobbyRequest.takeSeat);
    this.#traffic = traffic;
    this.#hooks = hooks;
    return this;
  }

  /** Sends `payload` as bytes of type `type` (below 128). */
  sendBytes(type: number, payload: Uint8Array): void {
    const frame = new Uint8Array(2 + payload.length);
    frame[0] = CODE.bytes;
    frame[1] = type;
    frame.set(payload, 2);
    this.send(frame);
  }

  /** Sends a message of a type without content. */
  sendPlain(type: number): void {
    this.send(Uint8Array.of(CODE.data, type));
  }

  send(frame: Uint8Array): void {
    if (!this.#socket.isOpen) return;
    this.#traffic.upMessages++;
    this.#traffic.upBytes += frame.length;
    this.#socket.send(frame);
  }

  /** Leaves for good and tells the server so. */
  leave(): void {
    this.send(Uint8Array.of(CODE.leave));
    this.#socket.close();
  }

  #take(bytes: Buffer): void {
    this.#traffic.downMessages++;
    this.#traffic.downBytes += bytes.length;
    const at: Iterator = { offset: 1 };
    switch (bytes[0]) {
      case CODE.patch:
        return this.#hooks.state?.(bytes, 1, false);
      case CODE.bytes:
        return this.#hooks.bytes?.(bytes[1] as number, bytes.subarray(2));
      case CODE.state:
        return this.#hooks.state?.(bytes, 1, true);
      case CODE.join:
        this.send(Uint8Array.of(CODE.join));
        return this.#hooks.joined();
      case CODE.data: {
        const type = decode.stringCheck(bytes, at)
          ? decode.string(bytes, at)
          : decode.number(bytes, at);
        const content = at.offset < bytes.length ? unpack(bytes.subarray(at.offset)) : undefined;
        return this.#hooks.message(type, content);
      }
      case CODE.error:
        return this.#hooks.closed(decode.number(bytes, at));
    }
  }
}
