/** What the server's HTTP interface says of the leaderboard. */
import type { PlayerId } from "./players.ts";

/**
 * - month: those who are listed now, by their matches of the last 30 days.
 * - ever: everybody who was ever listed, at their best.
 */
export type BoardName = "month" | "ever";
export const BOARDS: readonly BoardName[] = ["month", "ever"];

/** `GET /api/top?board=<name>`; month when it names none, 400 when there is none of that name. */
export interface TopAnswer {
  board: BoardName;
  /** When it was made up (ms since 1970): at most a few minutes ago, on a server that is asked. */
  at: number;
  /** How many are listed. */
  listed: number;
  /** The first fifty. */
  rows: TopRow[];
  /** The player who asks; null without one, and for players who are not listed. */
  own: TopRow | null;
  /** Places next to the own one, and that one; empty for who is not listed. */
  around: TopRow[];
  /** Listed players whom the player who asks has met in the last 30 days, and that one; the best fifty. */
  played: TopRow[];
  /** What the player who asks lacks to be listed now; null without a player, and when nothing is lacking. */
  missing: Missing | null;
}

export interface TopRow {
  /** From 1. */
  place: number;
  id: PlayerId;
  /** The present name. */
  name: string;
  /** Rounded; on "ever" the one with which the best place was reached. */
  rating: number;
  /** Rating less deviation, rounded: what the order is by. */
  sure: number;
  /** When it was reached (ms since 1970); only on "ever". */
  reached?: number;
}

/** What a player lacks to be listed. */
export interface Missing {
  /** Rated matches still to be played. */
  games: number;
  /** Different opponents still to be met within 30 days. */
  opponents: number;
  /** More than 40 % of the matches were against the same opponent. */
  oneOpponent: boolean;
  /** Most matches were against players who have met nobody else. */
  newcomers: boolean;
  /** The rating is not sure enough. */
  unsure: boolean;
}
