/**
 * The store as a port: everything that outlives a process, as typed questions and commands. SQLite and
 * Postgres stand behind it; a contract test runs against both.
 */
import type { DailyTable } from "@quickpong/shared/protocol/daily.ts";
import type {
  Device,
  MatchHistory,
  MatchKind,
  MemoryState,
  PlayerId,
  PlayerProfile,
} from "@quickpong/shared/protocol/players.ts";
import type { ReplayId } from "@quickpong/shared/protocol/replay-id.ts";
import type { ReplayInfo } from "@quickpong/shared/protocol/replays.ts";
import type { BoardName, TopAnswer } from "@quickpong/shared/protocol/top.ts";
import type { Rating } from "../rating/rating.ts";
import type { CompetitionStore } from "./competition-store.ts";
import type { MatchResult, SavedMatch, SecretHash } from "./match-result.ts";

export type {
  FinishedTry,
  MatchResult,
  NewReplay,
  SavedMatch,
  SeatIdentity,
  SecretHash,
} from "./match-result.ts";

/** What is said of a replay, but for where its bytes are. */
export type StoredReplay = Omit<ReplayInfo, "recording">;

/** A recording as it is stored. */
export interface StoredBytes {
  kind: MatchKind;
  /** Compressed by gzip. */
  gzip: Uint8Array<ArrayBuffer>;
}

/**
 * - unknown: there is no such replay.
 * - refused: it is not this player's.
 * - full: the player keeps as many as one may.
 */
export type ReplayChange = "done" | "unknown" | "refused" | "full";

/** Of replays that were played again: how many came to another state than they should. */
export interface CheckedReplays {
  checked: number;
  wrong: ReplayId[];
}

/** A player as pairing and seats need it. */
export interface KnownPlayer {
  id: PlayerId;
  name: string;
  /** As of `at` in the question: the deviation has grown with time. */
  rating: Rating;
}

export interface NewCredential {
  hash: SecretHash;
  /** Browser and system. */
  label: string;
}

/** Every method rejects with StoreError when the store is off, full or does not answer in time. */
export interface Store extends CompetitionStore {
  readonly state: MemoryState;
  /** For the metrics; counted since the start. */
  readonly figures: Readonly<StoreFigures>;

  /**
   * Records a match; resolves when it is committed. Waits while the store fails, up to the queue's bound.
   * The same id again resolves to the same.
   */
  record(result: MatchResult): Promise<SavedMatch>;

  /** The player of a credential, or of a claim that was redeemed; null when there is none. Notes its use. */
  findPlayer(hash: SecretHash, at: number): Promise<KnownPlayer | null>;
  /**
   * Makes a player of the matches that were recorded under a claim, with its first credential; the claim
   * stands for that player from then on. Null when no match was recorded under it. The same claim again
   * answers with the same player and adds the credential.
   */
  redeemClaim(claim: SecretHash, credential: NewCredential, at: number): Promise<PlayerId | null>;

  /** `viewer`: the player who asks, for the head-to-head. Null when there is no such player. */
  profile(id: PlayerId, viewer: PlayerId | null, at: number): Promise<PlayerProfile | null>;
  /**
   * Matches before sequence number `before`, newest first. `viewer`: the player who asks; replays of private
   * matches are named to those who have played them.
   */
  history(
    id: PlayerId,
    before: number | null,
    limit: number,
    viewer?: PlayerId | null,
  ): Promise<MatchHistory>;

  /** `viewer`: the player who asks. Null when there is no such replay. */
  replay(id: ReplayId, viewer: PlayerId | null, at: number): Promise<StoredReplay | null>;
  /** Both know nothing of tries at the daily on the day on which they ended: `at` is now. */
  recordingOf(id: ReplayId, at: number): Promise<StoredBytes | null>;
  /** The replay of the public match with the longest rally in the 24 hours before `at`; null when there is none. */
  rallyOfTheDay(at: number): Promise<ReplayId | null>;
  /** The player keeps the replay for good, or no longer. */
  star(id: ReplayId, player: PlayerId, on: boolean): Promise<ReplayChange>;
  /** Deletes a private match's replay for everybody. */
  deleteReplay(id: ReplayId, player: PlayerId): Promise<ReplayChange>;

  /** The leaderboard, some minutes old at most, with the places of `viewer`: the player who asks. */
  top(board: BoardName, viewer: PlayerId | null, at: number): Promise<TopAnswer>;

  /**
   * Counts one more try of the credential's player at the daily of `day` (days since 1970); resolves to how many are
   * left, to "none" when there was none left, and to "nobody" when the credential is nobody's.
   */
  beginTry(hash: SecretHash, day: number): Promise<number | "none" | "nobody">;
  /** The server broke a try off: it does not count. */
  giveTryBack(hash: SecretHash, day: number): Promise<void>;
  /** The table of `day`, some seconds old at most, with what is of `viewer`: the player who asks. */
  daily(viewer: PlayerId | null, day: number, at: number): Promise<DailyTable>;

  rename(id: PlayerId, name: string): Promise<void>;
  /** `current`: the credential that asks. */
  devices(id: PlayerId, current: SecretHash): Promise<Device[]>;
  signOut(id: PlayerId, device: string): Promise<void>;
  /** Keeps a code under which another device gets a credential, once, until `expiresAt`. */
  addMoveCode(id: PlayerId, code: SecretHash, expiresAt: number): Promise<void>;
  /** Replaces the player's recovery code. */
  setRecoveryCode(id: PlayerId, code: SecretHash): Promise<void>;
  hasRecoveryCode(id: PlayerId): Promise<boolean>;
  /** A move code is used up by it, a recovery code is not. Null when the code is not good. */
  redeemCode(code: SecretHash, credential: NewCredential, at: number): Promise<PlayerId | null>;

  /** Deletes player, credentials and codes; the opponents' histories keep the matches without the name. */
  erase(id: PlayerId): Promise<void>;
  /** Everything that is stored of a player, as JSON: to make it of 10,000 matches takes longer than a tick. */
  exportPlayer(id: PlayerId): Promise<string | null>;

  /** Commits what waits, for at most `ms`; resolves to the number of results that were lost. */
  close(ms: number): Promise<number>;
}

export interface StoreFigures {
  /** Results that wait to be saved. */
  waiting: number;
  saved: number;
  /** Results that were not and will not be saved. */
  lost: number;
  /** Times that a commit failed or the thread ended, and it was tried again. */
  failures: number;
  /** Replays that were saved, and of them those that were played again to the same state, and to another. */
  replays: Readonly<Record<ReplayFate, number>>;
}

/** What becomes of recordings: unsaved ones had to make room for results, or came to nothing with theirs. */
export type ReplayFate = "saved" | "unsaved" | "verified" | "mismatched";

/** The store can't do it now. */
export class StoreError extends Error {
  override name = "StoreError";
}
