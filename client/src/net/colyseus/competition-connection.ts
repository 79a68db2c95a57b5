/** The connection to an arena, a cup or a room for a crowd, over the Colyseus SDK. */
import { Client, type Room } from "@colyseus/sdk";
import type {
  CompetitionCommand,
  CompetitionRefusal,
} from "@quickpong/shared/protocol/competition.ts";
import {
  COMPETITION_ROOM,
  type CompetitionJoinOptions,
  CompetitionMessage,
  type CompetitionNews,
} from "@quickpong/shared/protocol/competition-messages.ts";
import type { OwnView } from "@quickpong/shared/protocol/competition-view.ts";
import type { MatchOffer } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";

export interface CompetitionListener {
  /** It is so now. */
  news(news: CompetitionNews): void;
  /** What concerns this page. */
  own(own: OwnView): void;
  /** The match that was called is made. */
  seat(offer: MatchOffer): void;
  /** What was asked for last can't be. */
  refused(why: CompetitionRefusal): void;
  /** Turned away (an HTTP status), or the connection is lost: a CloseReason, a close code, or 0 for unreachable. */
  closed(code: number): void;
}

export interface CompetitionConnection {
  send(command: CompetitionCommand): void;
  /** This page can play the match that is called. */
  come(): void;
  leave(): void;
}

export type CompetitionWay = Pick<CompetitionJoinOptions, "code" | "key" | "host" | "framed">;

/** The server says how it is every few seconds; silent for this long, it is gone (ms). Neither browsers nor the SDK say so. */
const SILENCE = 15_000;
const UNREACHABLE = 0;

/** Comes to it. Everything, failure included, is told to the listener. */
export const openCompetition = (
  server: string,
  way: CompetitionWay,
  listener: CompetitionListener,
): CompetitionConnection => new Connection(server, way, listener);

class Connection implements CompetitionConnection {
  private readonly listener: CompetitionListener;
  private room: Room | undefined;
  private over = false;
  private watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor(server: string, way: CompetitionWay, listener: CompetitionListener) {
    this.listener = listener;
    this.wait();
    const options: CompetitionJoinOptions = { version: PROTOCOL_VERSION, ...way };
    new Client(server).join(COMPETITION_ROOM, options).then(
      (room) => this.joined(room),
      ({ code }: { code?: unknown }) => this.close(typeof code === "number" ? code : UNREACHABLE),
    );
  }

  send(command: CompetitionCommand): void {
    if (this.over) return;
    this.room?.sendBytes(
      CompetitionMessage.command,
      new TextEncoder().encode(JSON.stringify(command)),
    );
  }

  come(): void {
    if (!this.over) this.room?.send(CompetitionMessage.come);
  }

  leave(): void {
    if (!this.over) void this.room?.leave();
    this.end();
  }

  private joined(room: Room): void {
    this.room = room;
    if (this.over) return void room.leave();
    room.reconnection.enabled = false;
    const { listener } = this;
    const on = <T>(type: string, told: (message: T) => void) =>
      room.onMessage<T>(type, (message) => {
        if (this.over) return;
        this.wait();
        told(message);
      });
    on<CompetitionNews>(CompetitionMessage.view, (news) => listener.news(news));
    on<OwnView>(CompetitionMessage.own, (own) => listener.own(own));
    on<MatchOffer>(CompetitionMessage.seat, (offer) => listener.seat(offer));
    on<CompetitionRefusal>(CompetitionMessage.refused, (why) => listener.refused(why));
    room.onLeave((code) => this.close(code));
    room.onError((code) => this.close(code ?? UNREACHABLE));
    this.wait();
  }

  /** Until something is heard, but not for longer. */
  private wait(): void {
    if (this.over) return;
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.close(UNREACHABLE), SILENCE);
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
