/** What the server's HTTP interface says of the daily: the course that everybody has for one day. */
import type { MemoryState, PlayerId } from "./players.ts";
import type { ReplayId } from "./replay-id.ts";

/** `GET /api/daily`; JSON, never cached by browsers. 503 when the store does not answer. */
export interface DailyAnswer extends DailyTable {
  /** Days since 1970 in UTC. */
  day: number;
  /** Until the next day begins (ms from now). */
  endsIn: number;
  /** Where it is off tries are played and not kept. */
  memory: MemoryState;
}

export interface DailyTable {
  /** Players with a finished try today. */
  players: number;
  /** The best of each, the first fifty; some seconds old at most. */
  rows: DailyRow[];
  /** Of the player who asks; null without one. */
  own: OwnDaily | null;
  /** Null when nobody has played yesterday, or the winner was deleted. */
  yesterday: DailyWinner | null;
}

export interface DailyRow {
  /** From 1: by hits, and among equals by who had them first. */
  place: number;
  id: PlayerId;
  /** The present name. */
  name: string;
  /** The most in one try. */
  hits: number;
}

export interface OwnDaily {
  triesLeft: number;
  /** Null before the first try that was finished. */
  best: DailyRow | null;
  /** Days in a row with a finished try, up to today or yesterday. */
  streak: number;
}

export interface DailyWinner extends DailyRow {
  /** Null when there is none (any more). */
  replay: ReplayId | null;
}

/** Nobody has played. */
export const NO_TABLE: DailyTable = { players: 0, rows: [], own: null, yesterday: null };
