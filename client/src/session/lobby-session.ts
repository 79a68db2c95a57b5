/**
 * A session in the lobby that survives what the network and the server do: a lost connection or a
 * restart brings one back in line, not out of it.
 */
import { CloseReason, type InviteRules } from "@quickpong/shared/protocol/messages.ts";
import type { Lobby, LobbyListener, LobbyOptions } from "../net/colyseus/lobby-connection.ts";
import { serverAddress } from "../platform/base-path.ts";
import { isFramed } from "../platform/framed.ts";
import type { ModuleMissing } from "../platform/lazy-module.ts";
import { loadLobby } from "./lobby-module.ts";
import { tabId } from "./tab-id.ts";

export interface LobbySessionListener extends LobbyListener {
  /** The connection is lost; the session goes on once it is back. */
  lost(): void;
}

export interface LobbySessionOptions extends Pick<LobbyOptions, "ticket" | "host" | "daily"> {
  name: string;
  /** The private room to come to; asked for at every attempt, for a host learns it on the way. */
  code?: () => string | undefined;
}

/** How long it is tried again, and how often (ms). */
const PATIENCE = 40_000;
const RETRY_EVERY = 700;

/** After a process of the server was lost: the host's page has opened its room again by then (ms). */
const ROOM_BACK = 5000;

/** Answers to which there is nothing to retry. */
const FINAL: readonly number[] = Object.values(CloseReason).filter(
  (code) => code !== CloseReason.shutdown,
);

/** The time without a connection. */
class Outage {
  /** Since when it is tried again; NaN while all is well. */
  private since = Number.NaN;
  /** When the connection was lost last, and not given up by the server. */
  private brokenAt = Number.NEGATIVE_INFINITY;
  private wasIn = false;

  /** We are in, for the first time or again. */
  end(): void {
    this.wasIn = true;
    this.since = Number.NaN;
  }

  /** The connection was closed with `code` at `now` (ms); returns what that means. */
  take(code: number, now: number): "over" | "lost" | "still lost" {
    const first = Number.isNaN(this.since);
    const early = code === CloseReason.inviteUnknown && now - this.brokenAt < ROOM_BACK;
    if (first) this.since = now;
    if (first && !early) this.brokenAt = now;
    const isFinal = FINAL.includes(code) && !early;
    if (!this.wasIn || isFinal || now - this.since > PATIENCE) return "over";
    return first ? "lost" : "still lost";
  }
}

/** A lobby over one connection after the other. */
export interface SessionLobby extends Omit<Lobby, "drop"> {
  /** The host of a private room that waits wants it played by other rules: comes to it again with them. */
  changeRules(host: InviteRules): void;
}

/** Comes to the lobby, and comes again when the connection is lost. */
export const openLobbySession = (
  options: LobbySessionOptions,
  listener: LobbySessionListener,
): SessionLobby => new LobbySession(options, listener);

class LobbySession implements SessionLobby {
  private options: LobbySessionOptions;
  private readonly listener: LobbySessionListener;
  private readonly outage = new Outage();
  private lobby: Lobby | null = null;
  private over = false;
  private timer = 0;
  private askFirst = false;

  constructor(options: LobbySessionOptions, listener: LobbySessionListener) {
    this.options = options;
    this.listener = listener;
    this.enter();
  }

  leave(): void {
    this.over = true;
    clearTimeout(this.timer);
    this.lobby?.leave();
  }

  async takeSeat(...asked: Parameters<Lobby["takeSeat"]>) {
    return this.lobby?.takeSeat(...asked);
  }

  setAskFirst(askFirst: boolean): void {
    this.askFirst = askFirst;
    this.lobby?.setAskFirst(askFirst);
  }

  answer(...given: Parameters<Lobby["answer"]>): void {
    this.lobby?.answer(...given);
  }

  changeRules(host: InviteRules): void {
    this.options = { ...this.options, host };
    clearTimeout(this.timer);
    this.lobby?.drop();
    this.lobby = null;
    this.enter();
  }

  allowSpectators(allowed: boolean): void {
    this.lobby?.allowSpectators(allowed);
  }

  private enter(): void {
    loadLobby().then(
      ({ enterLobby }) => {
        if (!this.over) this.lobby = enterLobby(this.asked(), this.heard());
      },
      ({ code }: ModuleMissing) => this.closed(code),
    );
  }

  /** With its code a host's room can be opened again where nobody knows it any more. */
  private asked(): LobbyOptions {
    const { name, ticket, host, code, daily } = this.options;
    const now = { server: serverAddress(), tab: tabId(), code: code?.(), framed: isFramed() };
    return { ...now, name, ticket, host, daily, askFirst: this.askFirst };
  }

  private heard(): LobbyListener {
    return {
      ...this.listener,
      closed: (code) => this.closed(code),
      status: (status) => {
        this.outage.end();
        this.listener.status(status);
      },
    };
  }

  private closed(code: number): void {
    if (this.over) return;
    const state = this.outage.take(code, performance.now());
    if (state === "over") {
      this.over = true;
      return this.listener.closed(code);
    }
    if (state === "lost") this.listener.lost();
    this.timer = window.setTimeout(() => this.enter(), RETRY_EVERY);
  }
}
