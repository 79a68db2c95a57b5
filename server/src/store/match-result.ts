/** What a match's process tells the store of it, and what the store says back. */
import type { BotName } from "@quickpong/shared/bot-levels.ts";
import type { EndReason } from "@quickpong/shared/match.ts";
import type { MatchKind, PlayerId, RatingChange } from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";

/** SHA-256 of a secret, as 64 hex digits: no secret itself is ever stored. */
export type SecretHash = string;

/** Who sat in a seat, fixed when the seat was given. */
export type SeatIdentity =
  /**
   * A credential's player: who has it when the match is recorded, or else `player`, whose it was when the
   * match began. Neither: nobody.
   */
  | { kind: "credential"; hash: SecretHash; player?: PlayerId }
  /** A person without a player so far. Matches are kept for whoever claims with the secret of this hash. */
  | { kind: "claim"; hash: SecretHash }
  /** A person who can't be remembered: from a page of another origin, or a program. */
  | { kind: "stranger" }
  | { kind: "bot"; level: BotName };

/** A match that has ended, as the match's process knows it. */
export interface MatchResult {
  /** 32 hex digits, unique: the same result twice counts once. */
  id: string;
  kind: MatchKind;
  /** Left and right. */
  seats: readonly [SeatIdentity, SeatIdentity];
  /** Shown names at that time: those of the players from then on. */
  names: readonly [string, string];
  score: readonly [number, number];
  /** 0 left, 1 right, null for nobody. */
  winner: 0 | 1 | null;
  reason: EndReason | "interrupted";
  /** The rules as JSON. */
  rules: string;
  rulesVersion: number;
  /** When it ended (ms since 1970). */
  endedAt: number;
  seconds: number;
  /** Hits in the longest rally. */
  longestRally: number;
  /** units/s. */
  topSpeed: number;
  /** Whether it counts for ratings as far as its process can tell: rules, reason, hits of both, no stall. */
  rated: boolean;
  /** Both came from one address: counts half. */
  sameAddress: boolean;
  /** Null when it was not recorded. */
  replay: NewReplay | null;
  /** Of a try at the daily, by the player on the left. */
  daily?: FinishedTry;
}

export interface FinishedTry {
  /** Days since 1970 in UTC: of its beginning. */
  day: number;
  hits: number;
  /** It was counted when it began (Store.beginTry); a newcomer's is when it is recorded. */
  isCounted: boolean;
}

export interface NewReplay {
  /** Unique. */
  id: ReplayId;
  /** shared/src/replay-codec.ts. */
  recording: Uint8Array<ArrayBuffer>;
  /** Round trips as the players' pages had measured them at the end (ms); 0 when not known. */
  rtts: readonly [left: number, right: number];
}

/** What has become of a result once it is committed. */
export interface SavedMatch {
  seq: number;
  /** Left and right; null where nothing was rated. */
  changes: readonly [RatingChange | null, RatingChange | null];
  players: readonly [PlayerId | null, PlayerId | null];
  /** Null when there was none, or it had to make room for results. */
  replay: ReplayId | null;
}
