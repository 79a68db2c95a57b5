/** Names of rooms, messages and close codes: everything both ends must agree on besides the state. */
import type { Side } from "../court.ts";
import type { Rules } from "../match.ts";

/** Colyseus room names. */
export const LOBBY_ROOM = "lobby";
export const MATCH_ROOM = "match";

/** Message types of a match room. Numbers, because they cost one byte. */
export const MatchMessage = {
  /** Both ways, bytes: see input-codec.ts. Up a PlayMessage, down a Pong. */
  play: 0,
  /** Up, no payload: ask for a rematch. */
  rematch: 1,
  /** Up, no payload: take the win over an absent opponent. */
  claim: 2,
  /** Up, boolean: the tab is hidden. */
  away: 3,
  /** Up, number: show emote n. Down, [side, n]. */
  emote: 4,
} as const;

/** What a client says when it joins a match room with its reserved seat. */
export interface MatchJoinOptions {
  version: number;
}

/** What a client says when it joins the lobby to look for an opponent. */
export interface LobbyJoinOptions {
  version: number;
  name: string;
  /** A random id of this tab (at most 32 characters), so that nobody is paired with themself. */
  tab?: string;
  /** The last offer's ticket, when its opponent never came: to the front of the queue. */
  ticket?: string;
}

/** Messages of the lobby room. */
export const LobbyMessage = {
  /** Down, LobbyStatus: the queue is alive. */
  status: "status",
  /** Down, MatchOffer: an opponent is found, the seat is yours. */
  found: "found",
  /** Down, RequeueReason: back in the queue. */
  requeued: "requeued",
} as const;

export interface LobbyStatus {
  /** Players connected to this server. */
  online: number;
  /** Players who wait, this one among them. */
  waiting: number;
  /** Median wait of the last players (seconds), 0 when unknown. */
  usualWait: number;
}

/** Why somebody is (back) at the front of the queue: the opponent left or never arrived. */
export type RequeueReason = "opponentLeft" | "opponentMissing";

/** A reserved seat, as the SDK's `consumeSeatReservation` takes it. */
export interface MatchOffer {
  /** The opponent's shown name. */
  opponent: string;
  /** Where this player sits, for as long as they keep the seat. */
  side: Side;
  rules: Rules;
  /** Good for the front of the queue should the room close with CloseReason.opponentMissing. */
  ticket: string;
  /** Opaque to us: the SDK's own shape. */
  reservation: unknown;
}

/** Why a connection was closed by the server; WebSocket close codes in the private range. */
export const CloseReason = {
  /** The room is done with: its match is over or void. */
  matchOver: 4100,
  /** The opponent never arrived; press play again (you go first). */
  opponentMissing: 4101,
  /** Client and server speak different versions: reload. */
  version: 4102,
  /** No more matches are taken on: try again later. */
  full: 4103,
  /** Sent what no client of ours sends. */
  misbehaved: 4104,
  /** Joined elsewhere with the same seat. */
  takenOver: 4105,
  /** The server is going down. */
  shutdown: 4106,
  /** Something broke inside this room. */
  roomFailed: 4107,
} as const;
export type CloseReasonCode = (typeof CloseReason)[keyof typeof CloseReason];
