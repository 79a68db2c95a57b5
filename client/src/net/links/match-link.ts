/**
 * The port between netplay and whatever hosts the match: a Colyseus room, the simulation in this
 * page (practice), or a virtual network (tests). Nothing in net/ knows which.
 */
import type { Side } from "@quickpong/shared/court.ts";
import type { PlayMessage, Pong } from "@quickpong/shared/protocol/input-codec.ts";
import type { SavedNotice } from "@quickpong/shared/protocol/players.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";

/** What a link tells netplay, in order of arrival. `now` is the local monotonic clock (ms). */
export interface LinkListener {
  /** The published state has changed; the object is the same one every time. */
  patch(state: PublishedState, now: number): void;
  pong(pong: Pong, now: number): void;
  /** `side` shows emote number `emote`. */
  emote(side: Side, emote: number): void;
  /** What has become of the match that has ended; the newest word counts. */
  saved(notice: SavedNotice): void;
  /** The connection is lost and the link tries to come back by itself. */
  dropped(): void;
  /** It is back, on the same seat. */
  restored(): void;
  /** It is over; `code` is a CloseReason or a WebSocket close code. */
  closed(code: number): void;
}

/** What has gone over the wire so far; payload bytes of whole WebSocket messages. */
export interface Traffic {
  upMessages: number;
  upBytes: number;
  downMessages: number;
  downBytes: number;
}

/** What a page asks of whatever hosts its match. */
export interface MatchRequests {
  /** The seat; null for a watcher. */
  readonly side: Side | null;
  rematch(): void;
  /** Take the win over an absent opponent. */
  claim(): void;
  /** Say whether this tab is hidden. */
  away(hidden: boolean): void;
  emote(emote: number): void;
  /** Leave for good. */
  leave(): void;
}

export interface MatchLink extends MatchRequests {
  readonly traffic: Readonly<Traffic>;
  /** Set once, before anything is told. */
  listen(listener: LinkListener): void;
  play(message: PlayMessage): void;
}
