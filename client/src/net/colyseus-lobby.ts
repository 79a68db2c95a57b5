/** The queue for an opponent, over the Colyseus SDK. */
import { Client } from "@colyseus/sdk";
import {
  LOBBY_ROOM,
  type LobbyJoinOptions,
  LobbyMessage,
  type LobbyStatus,
  type MatchOffer,
  type RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";

export interface LobbyListener {
  /** The queue is alive; about once a second. */
  status(status: LobbyStatus): void;
  /** An opponent is found. The lobby may be left once the seat has been taken. */
  found(offer: MatchOffer): void;
  requeued(reason: RequeueReason): void;
  /** Turned away, or the connection is lost: a CloseReason, a close code, or 0 for unreachable. */
  closed(code: number): void;
}

export interface Lobby {
  leave(): void;
}

export interface LobbyOptions {
  /** Base address of the server. */
  server: string;
  name: string;
  /** Random, the same as long as the tab lives. */
  tab: string;
  /** From the last offer, when its opponent never came. */
  ticket?: string | undefined;
}

/** The queue beats once a second; silent for this long, it is gone (ms). */
const SILENCE = 5000;
const UNREACHABLE = 0;

/** Gets in line. Everything, failure included, is told to the listener. */
export function enterLobby(options: LobbyOptions, listener: LobbyListener): Lobby {
  let over = false;
  let leaveRoom = (): void => {};
  const close = (code: number) => {
    if (over) return;
    over = true;
    clearTimeout(watchdog);
    leaveRoom();
    listener.closed(code);
  };
  let watchdog = setTimeout(() => close(UNREACHABLE), 2 * SILENCE);
  const alive = () => {
    clearTimeout(watchdog);
    if (!over) watchdog = setTimeout(() => close(UNREACHABLE), SILENCE);
  };
  join(options).then(
    (room) => {
      leaveRoom = () => void room.leave();
      if (over) return leaveRoom();
      room.reconnection.enabled = false;
      room.onMessage<LobbyStatus>(LobbyMessage.status, (status) => {
        alive();
        if (!over) listener.status(status);
      });
      room.onMessage<MatchOffer>(LobbyMessage.found, (offer) => !over && listener.found(offer));
      room.onMessage<RequeueReason>(
        LobbyMessage.requeued,
        (why) => !over && listener.requeued(why),
      );
      room.onLeave((code) => close(code));
      room.onError((code) => close(code ?? UNREACHABLE));
      alive();
    },
    (error: { code?: unknown }) => close(typeof error.code === "number" ? error.code : UNREACHABLE),
  );
  return {
    leave() {
      over = true;
      clearTimeout(watchdog);
      leaveRoom();
    },
  };
}

function join({ server, name, tab, ticket }: LobbyOptions) {
  const options: LobbyJoinOptions = { version: PROTOCOL_VERSION, name, tab };
  if (ticket !== undefined) options.ticket = ticket;
  return new Client(server).joinOrCreate(LOBBY_ROOM, options);
}
