/** Names of rooms, messages and close codes: everything both ends must agree on besides the state. */
import type { BotName } from "../bot-levels.ts";
import type { Side } from "../court.ts";
import type { PresetName } from "../presets.ts";
import type { RuleNumbers, Rules } from "../rules.ts";

/** Colyseus room names. */
export const LOBBY_ROOM = "lobby";
export const MATCH_ROOM = "match";

/**
 * Where a WebSocket is opened that is to be the lobby's: as if it were a room's of this process, with
 * LobbyJoinOptions as JSON in the query's `options`.
 */
export const LOBBY_ENDPOINT = {
  processId: "matchmake",
  roomId: LOBBY_ROOM,
  options: "options",
} as const;

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
  /** Up, number below EMOTES: show emote n. Down, [side, n]; watchers get it, too. */
  emote: 4,
  /** Up, boolean, from the host of a private match (left): it may be watched. */
  allowSpectators: 5,
  /** Down, SavedNotice (players.ts): what has become of the match that has ended. */
  saved: 6,
} as const;

/** Emotes there are. A player may show three at once and one every 2 s; the rest is dropped. */
export const EMOTES = 6;

/**
 * What a client says when it comes to watch: `joinById(id, options)` of the SDK, where `id` is a
 * public match's (`WatchableMatch.id`) or a private match's code.
 *
 * A watcher has no side: it gets the state and emotes, and may send pings, nothing else. Its seat is
 * not kept when the connection is lost: it joins again. `joinById` rejects with the HTTP status as
 * its code: 404 nothing to watch, 426 another version, 503 full. Closed with
 * CloseReason.notWatchable when the host no longer wants it.
 */
export interface WatchJoinOptions {
  version: number;
}

/**
 * What a client says when it joins the lobby: to look for a stranger, or with `host` to open a
 * private room, or with `code` to come to one.
 */
export interface LobbyJoinOptions {
  version: number;
  name: string;
  /** A random id of this tab (at most 32 characters), so that nobody is paired with themself. */
  tab?: string;
  /** The last offer's ticket, when its opponent never came: to the front of the queue. */
  ticket?: string;
  /**
   * Opens a private room; LobbyMessage.invite answers with its code. Together with `code`: comes
   * back to it, or opens it again under that code where nobody knows it any more.
   */
  host?: InviteRules;
  /**
   * Comes to the private room with this code, as its host when the tab is the host's (who was away
   * or whose page was refreshed), else as its guest. Closed at once with CloseReason.inviteFull,
   * inviteOver or inviteUnknown when that is not possible.
   */
  code?: string;
  /** A try at the day's course (protocol/daily.ts): a match against the wall, at once. */
  daily?: true;
  /** A stranger is looked for, but the player plays a bot meanwhile: LobbyRequest.askFirst. */
  askFirst?: true;
  /** The page is in a frame of another site, which keeps no cookie: newcomers there have no player to keep. */
  framed?: true;
}

/** What the host of a private room chooses. */
export interface InviteRules {
  /** As ranges allow; see RULE_RANGES. */
  pointsToWin: number;
  pace: number;
  /** What the other rules are; the default's when left out. */
  preset?: PresetName;
  /**
   * Rules of one's own in place of a preset's, all of them. A room with any that readRules refuses is
   * not opened: the connection is closed with CloseReason.badRules.
   */
  own?: RuleNumbers;
  /** Everybody with the code may watch. Can be changed later: LobbyRequest.allowSpectators, MatchMessage.allowSpectators. */
  watch: boolean;
}

/** What a client may say in the lobby. Numbers with a small payload, because nothing else is let in. */
export const LobbyRequest = {
  /**
   * Index into BOT_LEVELS: play against a bot instead of waiting on. LobbyMessage.found answers;
   * nothing does when an opponent was found a moment before. A player who only thinks about it stays in
   * the queue.
   */
  bot: 0,
  /** Boolean, from the host of a private room: the match may be watched. */
  allowSpectators: 1,
  /**
   * No payload: take the seat of an offer with `sameProcess`. This connection is the match's from then on,
   * and its JOIN_ROOM follows.
   */
  takeSeat: 2,
  /**
   * Boolean: plays a bot in the page while in the queue, and is asked before being paired
   * (LobbyMessage.proposal); false when that is over.
   */
  askFirst: 3,
  /** Proposal.n: would play. LobbyMessage.found follows, or another proposal, or that it is withdrawn. */
  accept: 4,
  /** Proposal.n: would not, and is not asked about that player again. */
  decline: 5,
} as const;

/** How long somebody waits before they are offered a match against a bot (s). */
export const BOT_OFFER_AFTER = 15;

/** Messages of the lobby room. */
export const LobbyMessage = {
  /** Down, LobbyStatus: the queue is alive. */
  status: "status",
  /** Down, MatchOffer: an opponent is found, the seat is yours. */
  found: "found",
  /** Down, RequeueReason: back in the queue. */
  requeued: "requeued",
  /** Down, PenaltyNotice, on coming: matches were left too often, strangers come first for a while. */
  penalized: "penalized",
  /** Down, Proposal, to a player who is asked first: somebody is there. Null when nobody is any more. */
  proposal: "proposal",
  /** Down, InviteStatus, to host and guest: on coming, and whenever something in it changes. */
  invite: "invite",
} as const;

/** Another player who waits, offered to one who plays a bot. It reserves neither of them. */
export interface Proposal {
  /** Its number, 0 to 127. */
  n: number;
  /** The other player's shown name. */
  opponent: string;
}

export interface PenaltyNotice {
  /** So long others go first (s); a whole number from 1 to 60. Alone with somebody one is paired within 5. */
  seconds: number;
  /** Running matches left lately. */
  leaves: number;
}

/** A private room whose match has not begun. When host and guest are both here, `found` follows. */
export interface InviteStatus {
  /** To be shown as two groups of three. */
  code: string;
  role: "host" | "guest";
  /** The host's shown name. */
  host: string;
  /** The host is connected; false when the guest waits for the host's return. */
  hostHere: boolean;
  rules: Rules;
  watch: boolean;
  /** When it closes unless both are here by then (s from now). It closes with inviteOver. */
  expiresIn: number;
}

export interface LobbyStatus {
  /** Connections to this server: who plays, waits or watches. */
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
  /** The opponent's level when it is a bot, "wall" in the daily, else "". */
  bot: BotName | "";
  /** The private room's code, else "". When the opponent never came, join the lobby with it again. */
  code: string;
  /** Where this player sits, for as long as they keep the seat. */
  side: Side;
  rules: Rules;
  /** Good for the front of the queue should the room close with CloseReason.opponentMissing. */
  ticket: string;
  /** Opaque to us: the SDK's own shape. */
  reservation: unknown;
  /** The seat is where the lobby is: LobbyRequest.takeSeat takes it without another connection. */
  sameProcess: boolean;
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
  /** Two are in this private room already; it may be possible to watch. */
  inviteFull: 4108,
  /** The private room's match is over, or nobody came in time, or its host has closed it. */
  inviteOver: 4109,
  /** No private room has, or lately had, this code. */
  inviteUnknown: 4110,
  /** The host of the private match does not want it watched any more. */
  notWatchable: 4111,
  /** The rules wished for a private room are none. */
  badRules: 4112,
  /** The player has used up the day's tries. */
  noTries: 4113,
} as const;
export type CloseReasonCode = (typeof CloseReason)[keyof typeof CloseReason];
