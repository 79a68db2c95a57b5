/**
 * The state of a competition: plain data, the fold of its log, and changed by nothing else. Whoever has it
 * only reads it; the same object before and after an event says that the event changed nothing.
 */
import type { CompetitionSettings, EntrantNumber } from "@quickpong/shared/protocol/competition.ts";
import type { BracketNode, CompetitionPhase } from "@quickpong/shared/protocol/competition-view.ts";
import type { MatchNumber, MatchOutcome, NewEntrant } from "./events.ts";

export interface CompetitionState {
  readonly settings: CompetitionSettings;
  readonly seed: number;
  readonly phase: CompetitionPhase;
  /** Of the last event (ms since 1970), as all times here. */
  readonly at: number;
  readonly createdAt: number;
  readonly startedAt: number | null;
  /** An arena's length, with what its host has added; 0 for other kinds. */
  readonly minutes: number;
  /** When an arena calls no more matches; later by all pauses so far. Null before its start and for other kinds. */
  readonly endsAt: number | null;
  /** The beginning of the pause; null when there is none. */
  readonly pausedAt: number | null;
  /** The end of the last pause or restart: nobody was waited for before it. */
  readonly resumedAt: number;
  readonly host: { readonly present: boolean; readonly since: number };
  /** By number. */
  readonly entrants: readonly Entrant[];
  /** Called or running, the oldest first. No entrant is in two of them. */
  readonly open: readonly OpenMatch[];
  /** Matches that were called so far. */
  readonly called: number;
  /** The last ten, the oldest first. */
  readonly results: readonly FinishedMatch[];
  /** Of a cup that has begun. */
  readonly cup: CupState | null;
  /** Everybody of winnerStays who is not on the court, the next first; those who are absent keep their place. */
  readonly line: readonly EntrantNumber[];
  /** Who stays on the court of winnerStays; null when nobody does. */
  readonly holder: EntrantNumber | null;
}

export interface Entrant extends NewEntrant {
  readonly number: EntrantNumber;
  readonly status: "in" | "left" | "removed";
  readonly joinedAt: number;
  readonly present: boolean;
  /** Missed a call, and has not said "here" since. */
  readonly missed: boolean;
  /** Present or absent since then. */
  readonly since: number;
  /** The match that is called or being played. */
  readonly match: MatchNumber | null;
  /** When the last match ended; `since` and this say how long somebody has waited. */
  readonly playedAt: number;
  readonly points: number;
  readonly won: number;
  readonly drawn: number;
  readonly lost: number;
  /** Matches won in a row, up to now and at best. */
  readonly streak: number;
  readonly best: number;
  /** Points made in matches, less points lost. */
  readonly difference: number;
  /** Of all matches that counted, in their order. */
  readonly opponents: readonly EntrantNumber[];
}

/** A match that was called and has no result. */
export interface OpenMatch {
  readonly number: MatchNumber;
  readonly entrants: readonly [EntrantNumber, EntrantNumber];
  readonly points: number;
  readonly node: number;
  readonly calledAt: number;
  readonly arrived: readonly [boolean, boolean];
  /** Null while it waits for the two. */
  readonly beganAt: number | null;
}

export interface FinishedMatch {
  readonly number: MatchNumber;
  readonly entrants: readonly [EntrantNumber, EntrantNumber];
  readonly outcome: MatchOutcome;
  readonly at: number;
}

export interface CupState {
  /** The number of leaves: a power of two. */
  readonly size: number;
  /** As in Bracket of the protocol. */
  readonly nodes: readonly BracketNode[];
  /** By node: how often its match was void or drawn, and when last. */
  readonly replays: Readonly<Record<number, Replays>>;
  /** Those who were drawn, by seed. */
  readonly seeds: readonly EntrantNumber[];
}

export interface Replays {
  readonly times: number;
  readonly at: number;
}
