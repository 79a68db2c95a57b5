/**
 * What the server's HTTP interface says of replays. A replay is one game of a room on record: a rematch has
 * one of its own. What a replay is drawn from are the bytes of its recording (../replay-codec.ts).
 */
import type { EndReason } from "../match.ts";
import type { MatchKind, PlayedOpponent } from "./players.ts";
import type { ReplayId } from "./replay-id.ts";

/** Replays that a player may keep for good. */
export const REPLAYS_KEPT_MOST = 200;

/**
 * `GET /api/replays/<id>`; JSON, never cached. 404 when there is none (any more). A replay of a private match is
 * in no list but its players' own: it is for whoever has its address.
 *
 * `DELETE /api/replays/<id>` deletes it for everybody; 403 without `mayDelete`.
 * `PUT` and `DELETE /api/replays/<id>/star` keep it for good and no longer; 403 without `mayStar`, 409 where the
 * player keeps as many as one may. All three answer 204, and 401 to a browser without a player.
 */
export interface ReplayInfo {
  id: ReplayId;
  kind: MatchKind;
  /** ms since 1970. */
  endedAt: number;
  /** Left and right. */
  players: [ReplayPlayer, ReplayPlayer];
  score: [left: number, right: number];
  /** 0 left, 1 right, null for nobody. */
  winner: 0 | 1 | null;
  reason: EndReason | "interrupted";
  seconds: number;
  longestRally: number;
  /** units/s. */
  topSpeed: number;
  rulesVersion: number;
  /** Whether the server, playing it again, came to the same state to the bit; null before it has. */
  verified: boolean | null;
  /** When it goes at the earliest (ms since 1970): a player's latest 20 stay. Null while a player keeps it. */
  keptUntil: number | null;
  /** The player who asks keeps it. */
  starred: boolean;
  /** The player who asks has played in it. */
  mayStar: boolean;
  /** And it is of a private match. */
  mayDelete: boolean;
  /** Path of the recording's bytes, `/api/replays/<id>/recording`: at most 256 kB, compressed on the way. */
  recording: string;
}

/*
 * `GET /api/replays/<id>/picture.png`: its longest rally and its score, 1200 by 630, for previews of links; there is no
 * name on it. 503 while too many are drawn.
 */

/** Names are the players' present ones: a deleted player has none, and is in no recording. */
export interface ReplayPlayer extends PlayedOpponent {
  /** Round trip as the player's page had measured it at the end (ms); 0 when it is not known. */
  rtt: number;
}
