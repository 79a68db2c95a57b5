/** What the server's HTTP interface says of players and of their matches. All are JSON and never cached. */
import type { BotName } from "../bot-levels.ts";
import type { EndReason } from "../match.ts";
import type { ReplayId } from "./replay-id.ts";

/** A player's public id, in addresses: 16 letters and digits of base32 (a to z, 2 to 7), 80 random bits. */
export type PlayerId = string;
export const PLAYER_ID = /^[a-z2-7]{16}$/;

/** A rating as it is shown. */
export interface ShownRating {
  /** Rounded to a whole number. */
  rating: number;
  /** Too few matches or too long ago (deviation of 110 or more): shown with a question mark. */
  provisional: boolean;
}

/** `GET /api/players/<id>`; 404 when there is no such player. */
export interface PlayerProfile extends ShownRating {
  id: PlayerId;
  /** As shown to others. */
  name: string;
  /** When the first match was finished (ms since 1970). */
  since: number;
  played: number;
  /** Of public matches between two people. */
  won: number;
  lost: number;
  drawn: number;
  /** Hits in the longest rally. */
  longestRally: number;
  /** The fastest ball (units/s). */
  topSpeed: number;
  /** Rating after each rated match, oldest first, at most 200: a longer history is thinned out. */
  curve: RatingPoint[];
  /** Against the player who asks; absent for oneself and for visitors without a player of their own. */
  headToHead?: HeadToHead;
}

export interface RatingPoint {
  /** ms since 1970. */
  at: number;
  rating: number;
}

/** Seen from the player who asks. */
export interface HeadToHead {
  won: number;
  lost: number;
  drawn: number;
}

/** `GET /api/players/<id>/matches?before=<seq>`: at most 20, newest first. */
export interface MatchHistory {
  matches: PlayedMatch[];
  /** What `before` is on the next page; null on the last. */
  next: number | null;
}

/**
 * - public: two people who were paired.
 * - private: two people in a private room.
 * - bot: against a bot of the server.
 * - daily: a try at the day's course. The player's score is the hits, the wall's is 0.
 */
export type MatchKind = "public" | "private" | "bot" | "daily";

/** A finished match, seen from one of its players. */
export interface PlayedMatch {
  /** Grows with time: for paging. */
  seq: number;
  /** When it ended (ms since 1970). */
  at: number;
  kind: MatchKind;
  opponent: PlayedOpponent;
  /** Own points first. */
  score: [own: number, opponent: number];
  /** Void: no result, whatever the score. */
  result: "won" | "lost" | "drawn" | "void";
  reason: EndReason | "interrupted";
  seconds: number;
  longestRally: number;
  topSpeed: number;
  /** What it changed; null when it was not rated. */
  rated: RatingChange | null;
  /** Null when there is none (any more), for private matches of others, and for tries at a daily. */
  replay: ReplayId | null;
}

export interface PlayedOpponent {
  /** Null for a bot, for a player who was deleted, and for somebody who never kept theirs. */
  id: PlayerId | null;
  /** The present name; "" where there is none. */
  name: string;
  bot: BotName | "";
}

export interface RatingChange {
  before: ShownRating;
  after: ShownRating;
}

/**
 * `GET /api/me`: the player of this browser. `player` is null before the first finished match.
 * `DELETE /api/me` deletes everything, and `GET /api/me/export` gives it as a JSON file.
 */
export interface OwnPlayer {
  player: OwnIdentity | null;
  /** Off: no store is configured. Failing: what is played now may be saved later or not at all. */
  memory: MemoryState;
}

/** The rating is on the first page, which must not ask for a whole profile. */
export interface OwnIdentity extends ShownRating {
  id: PlayerId;
  name: string;
}

export type MemoryState = "ready" | "off" | "failing";

/** `GET /api/me/devices`. */
export interface Devices {
  devices: Device[];
  /** Whether a recovery code was made. */
  hasRecoveryCode: boolean;
}

export interface Device {
  /** For `DELETE /api/me/devices/<id>`. */
  id: string;
  /** Browser and system, such as "Firefox, Linux". */
  label: string;
  /** ms since 1970. */
  since: number;
  lastUsed: number;
  /** The one that asks. */
  current: boolean;
}

/** `POST /api/me/move-code`: for another device. Good once. */
export interface MoveCode {
  /** 8 letters, to be shown as two groups of four. */
  code: string;
  /** s from now. */
  expiresIn: number;
}

/**
 * `POST /api/move` with `{ code, replace? }` on the other device: a move code or a recovery code. Sets the
 * cookie. 404 when the code is not good (any more), 409 with `OwnPlayer` of this browser when it has a
 * player of its own and `replace` is not true, 429 after too many guesses.
 */
export interface MoveRequest {
  code: string;
  /** Gives up the player that this browser has. */
  replace?: boolean;
}

/** `POST /api/me/recovery-code`: replaces an earlier one. To be printed. */
export interface RecoveryCode {
  /** 26 letters and digits of base32: 128 bits. */
  code: string;
}

/**
 * `POST /api/me/claim` with `{ claim }`: keeps the matches of a seat that was taken without a player. Sets
 * the cookie and answers with `OwnPlayer`. `claim` came with MatchMessage.saved.
 */
export interface ClaimRequest {
  claim: string;
}

/**
 * MatchMessage.saved, down: after each finished match, when it is in the store or is known not to be, and once
 * more to a player who comes back to the room.
 */
export interface SavedNotice {
  /**
   * - later: the store does not answer now. When it does while the room is there, "saved" follows; else the match is
   *   saved later or counted as lost.
   * - off: nothing is kept: there is no store, or the page is of another origin.
   */
  state: "saved" | "later" | "off";
  /** Null when the match is not rated, or not saved yet. */
  own: RatingChange | null;
  opponent: RatingChange | null;
  /** The opponent's public id, where there is one: for the link from the name. */
  opponentId: PlayerId | null;
  /** Of the match; null when there is none, or not yet. */
  replay: ReplayId | null;
  /** To be sent to `POST /api/me/claim` once it is saved, when the seat was taken without a player. */
  claim?: string;
  /** Of a try at the daily: how it went, whatever has become of it. */
  daily?: DailyTryNotice;
}

export interface DailyTryNotice {
  /** Days since 1970 in UTC: of its beginning. */
  day: number;
  /** The player's own, as the server has ruled them. */
  hits: number;
  /** Tries that are left after this one; null when nobody counts them, and the try is not kept. */
  triesLeft: number | null;
}
