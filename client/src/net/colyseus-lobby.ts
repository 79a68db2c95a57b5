/** The lobby over the Colyseus SDK: the queue for an opponent, and private rooms before their match. */
import type { SeatReservation } from "@colyseus/sdk";
import {
  type HeldNotice,
  type InviteRules,
  type InviteStatus,
  type LobbyJoinOptions,
  LobbyMessage,
  LobbyRequest,
  type LobbyStatus,
  type MatchOffer,
  type RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { comeIn } from "./colyseus-door.ts";
import { type AnyRoom, sitOver } from "./colyseus-seat.ts";

export interface LobbyListener {
  /** The lobby is alive; about once a second. */
  status(status: LobbyStatus): void;
  /** An opponent is found. The lobby may be left once the seat has been taken. */
  found(offer: MatchOffer): void;
  requeued?(reason: RequeueReason): void;
  held?(notice: HeldNotice): void;
  /** How the private room is: on coming, and whenever something in it changes. */
  invite?(status: InviteStatus): void;
  /** Turned away, or the connection is lost: a CloseReason, a close code, or 0 for unreachable. */
  closed(code: number): void;
}

export interface Lobby {
  /** Nothing happens once `sit` has taken the connection over. */
  leave(): void;
  /**
   * Takes a seat that is `here` over this connection: one that was offered on it last. Resolves with
   * undefined when that is lost or was another one; rejects with the code that says why not.
   */
  sit(offer: MatchOffer): Promise<AnyRoom | undefined>;
  /** Asks for a match against a bot; `level` is an index into BOT_LEVELS. */
  askBot(level: number): void;
  /** The host's word on whether the match may be watched. */
  allowWatching(allowed: boolean): void;
}

export interface LobbyOptions {
  /** Base address of the server. */
  server: string;
  name: string;
  /** Random, the same as long as the tab lives. */
  tab: string;
  /** From the last offer, when its opponent never came. */
  ticket?: string | undefined;
  /** Opens a private room. */
  host?: InviteRules | undefined;
  /** Comes to the private room with this code. */
  code?: string | undefined;
}

/** The lobby beats once a second; silent for this long, it is gone (ms). */
const SILENCE = 5000;
const UNREACHABLE = 0;

/** Comes in. Everything, failure included, is told to the listener. */
export function enterLobby(options: LobbyOptions, listener: LobbyListener): Lobby {
  let over = false;
  let room: AnyRoom | undefined;
  let offered: MatchOffer | undefined;
  const close = (code: number) => {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    void room?.leave();
    listener.closed(code);
  };
  let watchdog = setTimeout(() => close(UNREACHABLE), 2 * SILENCE);
  /** Something was heard; whether it still matters. */
  const alive = () => {
    clearTimeout(watchdog);
    if (!over) watchdog = setTimeout(() => close(UNREACHABLE), SILENCE);
    return !over;
  };
  const found = (offer: MatchOffer) => {
    offered = offer;
    listener.found(offer);
  };
  join(options).then(
    (joined) => {
      room = joined;
      if (over) return void joined.leave();
      joined.reconnection.enabled = false;
      passOn(joined, alive, { ...listener, found });
      joined.onLeave((code) => close(code));
      joined.onError((code) => close(code ?? UNREACHABLE));
      alive();
    },
    (error: { code?: unknown }) => close(typeof error.code === "number" ? error.code : UNREACHABLE),
  );
  // The match's room, whose the connection may be by now, would take it for something else.
  const ask = (request: number, content: unknown) => {
    if (!over) room?.send(request, content);
  };
  const end = () => {
    over = true;
    clearTimeout(watchdog);
  };
  return {
    leave() {
      if (!over) void room?.leave();
      end();
    },
    async sit(offer) {
      if (over || offer !== offered || !room?.connection.isOpen) return undefined;
      end();
      return sitOver(room, offer.reservation as SeatReservation);
    },
    askBot: (level) => ask(LobbyRequest.bot, level),
    allowWatching: (allowed) => ask(LobbyRequest.watch, allowed),
  };
}

/** Tells `listener` what the lobby says, each time that `heard` says so. */
function passOn(room: AnyRoom, heard: () => boolean, listener: LobbyListener): void {
  const on = <T>(type: string, told: ((message: T) => void) | undefined) =>
    room.onMessage<T>(type, (message) => {
      if (heard()) told?.(message);
    });
  on<LobbyStatus>(LobbyMessage.status, listener.status);
  on<MatchOffer>(LobbyMessage.found, listener.found);
  on<RequeueReason>(LobbyMessage.requeued, listener.requeued);
  on<HeldNotice>(LobbyMessage.held, listener.held);
  on<InviteStatus>(LobbyMessage.invite, listener.invite);
}

function join(asked: LobbyOptions): Promise<AnyRoom> {
  const { server, name, tab, ticket, host, code } = asked;
  const options: LobbyJoinOptions = { version: PROTOCOL_VERSION, name, tab };
  if (ticket !== undefined) options.ticket = ticket;
  if (host !== undefined) options.host = host;
  if (code !== undefined) options.code = code;
  return comeIn(server, options);
}
