/** The tables of the store, as both databases have them. Times are ms since 1970, hashes 64 hex digits. */
import type { BotName } from "@quickpong/shared/bot-levels.ts";
import type { EndReason } from "@quickpong/shared/match.ts";
import type { MatchKind } from "@quickpong/shared/protocol/players.ts";
import type { Generated, Kysely, Selectable } from "kysely";

export interface Tables {
  player: PlayerTable;
  credential: CredentialTable;
  code: CodeTable;
  claim: ClaimTable;
  match: MatchTable;
  seat: SeatTable;
  replay: ReplayTable;
  star: StarTable;
  best_place: BestPlaceTable;
  competition: CompetitionTable;
  event_log: EventLogTable;
  daily: DailyTable;
  schema_version: { version: number };
}

/** The database, or a transaction on it. */
export type Db = Kysely<Tables>;

/** Rating and sums are the fold of the player's seats (totals.ts), kept up in the transaction of each match. */
export interface PlayerTable {
  /** Public: PLAYER_ID. */
  id: string;
  name: string;
  rating: number;
  deviation: number;
  volatility: number;
  /** When the latest rated match ended; 0 before the first. */
  rated_at: number;
  /** Matches that were rated. */
  rated: number;
  /** Matches of any kind, void ones left out. */
  played: number;
  /** Of public matches between two people. */
  won: number;
  lost: number;
  drawn: number;
  longest_rally: number;
  top_speed: number;
  made_at: number;
  seen_at: number;
}
export type PlayerRow = Selectable<PlayerTable>;

/** What a device shows to be its player's. */
export interface CredentialTable {
  hash: string;
  player: string;
  label: string;
  made_at: number;
  used_at: number;
}

/** What makes another device a player's. */
export interface CodeTable {
  hash: string;
  player: string;
  /** A move code is good once, a recovery code for ever. */
  kind: "move" | "recovery";
  /** Null for never. */
  expires_at: number | null;
}

/** Who sat in a seat without a player: matches wait for them here. */
export interface ClaimTable {
  hash: string;
  /** Null until it is redeemed; further matches under it are then that player's. */
  player: string | null;
  /** The shown name in the latest match. */
  name: string;
  expires_at: number;
}

export interface MatchTable {
  seq: Generated<number>;
  id: string;
  kind: MatchKind;
  reason: EndReason | "interrupted";
  /** 0 left, 1 right, null for nobody. */
  winner: number | null;
  rules: string;
  rules_version: number;
  ended_at: number;
  seconds: number;
  longest_rally: number;
  top_speed: number;
  /** How many matches it counts for in the ratings; 0 when it is not rated. */
  weight: number;
  /** Names both people (identity.ts), to count how often the same two have met; null with a bot or stranger. */
  pair: string | null;
}

/** One side of a match. */
export interface SeatTable {
  match: number;
  /** 0 left, 1 right. */
  side: number;
  /** Null for bots, for strangers, and for players who were deleted. */
  player: string | null;
  claim: string | null;
  bot: BotName | "";
  score: number;
  /** The rest is null where the match was not rated. How manyth rated match of its player this is, from 1. */
  rated_nth: number | null;
  /** The opponent as this side's rating took them. */
  opponent_rating: number | null;
  opponent_deviation: number | null;
  rating_before: number | null;
  /** Grown until the match. */
  deviation_before: number | null;
  rating_after: number | null;
  deviation_after: number | null;
}
export type SeatRow = Selectable<SeatTable>;

/** A recording of a match. */
export interface ReplayTable {
  /** Public: REPLAY_ID. */
  id: string;
  match: number;
  /** Whether playing it again comes to the same state: 0 or 1, null before it was tried. */
  verified: number | null;
  /** Round trips of the left player and the right one (ms); 0 when not known. */
  left_rtt: number;
  right_rtt: number;
  /** Compressed by gzip. */
  recording: Uint8Array;
}

/** A player keeps a replay. */
export interface StarTable {
  replay: string;
  player: string;
}

/** The best that a player has reached on the leaderboard. */
export interface BestPlaceTable {
  player: string;
  rating: number;
  deviation: number;
  reached_at: number;
}

/** An arena, a cup or a room for a crowd. */
export interface CompetitionTable {
  /** As in its address. */
  code: string;
  kind: string;
  /** SHA-256 of the host's secret. */
  host_key: string;
  made_at: number;
  /** When an event was added last. */
  changed_at: number;
  /** How often a process has taken it on: only the one that did so last may add events. */
  epoch: number;
  /** Events so far. */
  length: number;
}

/** What has happened in a competition. */
export interface EventLogTable {
  competition: string;
  /** From 0, without gaps. */
  n: number;
  /** JSON. */
  event: string;
}

/** A player's tries at the daily of one day. */
export interface DailyTable {
  /** Days since 1970 in UTC. */
  day: number;
  /** Null until a newcomer's claim is redeemed. */
  player: string | null;
  claim: string | null;
  /** Tries that were begun. */
  tries: number;
  /** The most in one of them; null before one was finished, and so are the other two. */
  hits: number | null;
  reached_at: number | null;
  /** In which they were had; null once it is deleted. */
  match: number | null;
}
