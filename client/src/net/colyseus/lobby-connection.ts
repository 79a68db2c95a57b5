/** The lobby over the Colyseus SDK: the queue for an opponent, and private rooms before their match. */
import type { SeatReservation } from "@colyseus/sdk";
import {
  type InviteRules,
  type InviteStatus,
  type LobbyJoinOptions,
  LobbyMessage,
  LobbyRequest,
  type LobbyStatus,
  type MatchOffer,
  type PenaltyNotice,
  type Proposal,
  type RequeueReason,
} from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import { openLobbyConnection } from "./open-lobby.ts";
import type { AnyRoom } from "./sdk-internals.ts";
import { takeSeat } from "./take-seat.ts";

export interface LobbyListener {
  /** The lobby is alive; about once a second. */
  status(status: LobbyStatus): void;
  /** An opponent is found. The lobby may be left once the seat has been taken. */
  found(offer: MatchOffer): void;
  requeued?(reason: RequeueReason): void;
  penalized?(notice: PenaltyNotice): void;
  /** Somebody waits, to a player who is asked first; null when nobody does any more. */
  proposal?(proposal: Proposal | null): void;
  /** How the private room is: on coming, and whenever something in it changes. */
  invite?(status: InviteStatus): void;
  /** Turned away, or the connection is lost: a CloseReason, a close code, or 0 for unreachable. */
  closed(code: number): void;
}

export interface Lobby {
  /** Nothing happens once `takeSeat` has taken the connection over. */
  leave(): void;
  /** Ends the connection as if it was lost: who has a private room keeps it. */
  drop(): void;
  /**
   * Takes a seat in the same process over this connection: one that was offered on it last. Resolves with
   * undefined when that is lost, was another one, or `ended` before; rejects with the code that says why
   * not.
   */
  takeSeat(offer: MatchOffer, ended: AbortSignal): Promise<AnyRoom | undefined>;
  /** The player begins to play a bot in the page and is asked before being paired, or has done with it. */
  setAskFirst(askFirst: boolean): void;
  /** Answers a proposal. */
  answer(proposal: Proposal, yes: boolean): void;
  /** The host's choice whether the match may be watched. */
  allowSpectators(allowed: boolean): void;
}

export interface LobbyOptions {
  /** Base address of the server. */
  server: string;
  name: string;
  /** Random, the same as long as the tab lives. */
  tab: string;
  /** From the last offer, when its opponent never came. */
  ticket?: string | undefined;
  /** The player plays a bot meanwhile. */
  askFirst?: boolean | undefined;
  /** Opens a private room. */
  host?: InviteRules | undefined;
  /** Comes to the private room with this code. */
  code?: string | undefined;
  /** A try at the daily, instead of an opponent. */
  daily?: boolean | undefined;
  /** The page is in a frame of another site. */
  framed?: boolean | undefined;
}

/** The lobby says once a second how many wait; silent for this long, it is gone (ms). */
const SILENCE = 5000;
const UNREACHABLE = 0;

/** Comes in. Everything, failure included, is told to the listener. */
export const enterLobby = (options: LobbyOptions, listener: LobbyListener): Lobby =>
  new LobbyConnection(options, listener);

class LobbyConnection implements Lobby {
  private readonly listener: LobbyListener;
  private room: AnyRoom | undefined;
  private offered: MatchOffer | undefined;
  private over = false;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(options: LobbyOptions, listener: LobbyListener) {
    this.listener = listener;
    this.wait(2 * SILENCE);
    join(options).then(
      (room) => this.joined(room),
      ({ code }: { code?: unknown }) => this.close(typeof code === "number" ? code : UNREACHABLE),
    );
  }

  leave(): void {
    if (!this.over) void this.room?.leave();
    this.end();
  }

  drop(): void {
    this.end();
    this.room?.connection.close();
  }

  async takeSeat(offer: MatchOffer, ended: AbortSignal): Promise<AnyRoom | undefined> {
    const { room } = this;
    if (this.over || offer !== this.offered || !room?.connection.isOpen) return undefined;
    this.end();
    return takeSeat(room, offer.reservation as SeatReservation, ended);
  }

  setAskFirst(askFirst: boolean): void {
    this.ask(LobbyRequest.askFirst, askFirst);
  }

  answer({ n }: Proposal, yes: boolean): void {
    this.ask(yes ? LobbyRequest.accept : LobbyRequest.decline, n);
  }

  allowSpectators(allowed: boolean): void {
    this.ask(LobbyRequest.allowSpectators, allowed);
  }

  private joined(room: AnyRoom): void {
    this.room = room;
    if (this.over) return void room.leave();
    room.reconnection.enabled = false;
    const found = (offer: MatchOffer) => {
      this.offered = offer;
      this.listener.found(offer);
    };
    forwardMessages(room, () => this.heard(), { ...this.listener, found });
    room.onLeave((code) => this.close(code));
    room.onError((code) => this.close(code ?? UNREACHABLE));
    this.wait(SILENCE);
  }

  /** The match's room, whose the connection may be by now, would take it for something else. */
  private ask(request: number, content: unknown): void {
    if (!this.over) this.room?.send(request, content);
  }

  /** Something was heard; whether it still matters. */
  private heard(): boolean {
    if (!this.over) this.wait(SILENCE);
    return !this.over;
  }

  /** Until something is heard, but not for longer (ms). */
  private wait(patience: number): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.close(UNREACHABLE), patience);
  }

  private close(code: number): void {
    if (this.over) return;
    this.end();
    void this.room?.leave();
    this.listener.closed(code);
  }

  private end(): void {
    this.over = true;
    clearTimeout(this.watchdog);
  }
}

/** Tells `listener` what the lobby says, each time that `heard` says so. */
function forwardMessages(room: AnyRoom, heard: () => boolean, listener: LobbyListener): void {
  const on = <T>(type: string, told: ((message: T) => void) | undefined) =>
    room.onMessage<T>(type, (message) => {
      if (heard()) told?.(message);
    });
  on<LobbyStatus>(LobbyMessage.status, listener.status);
  on<MatchOffer>(LobbyMessage.found, listener.found);
  on<RequeueReason>(LobbyMessage.requeued, listener.requeued);
  on<PenaltyNotice>(LobbyMessage.penalized, listener.penalized);
  on<Proposal | null>(LobbyMessage.proposal, listener.proposal);
  on<InviteStatus>(LobbyMessage.invite, listener.invite);
}

function join(asked: LobbyOptions): Promise<AnyRoom> {
  const { server, name, tab, ticket, askFirst, host, code, daily, framed } = asked;
  const options: LobbyJoinOptions = { version: PROTOCOL_VERSION, name, tab };
  if (ticket !== undefined) options.ticket = ticket;
  if (host !== undefined) options.host = host;
  if (code !== undefined) options.code = code;
  if (askFirst) options.askFirst = true;
  if (daily) options.daily = true;
  if (framed) options.framed = true;
  return openLobbyConnection(server, options);
}
