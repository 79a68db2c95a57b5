/**
 * Everything that happens to a competition, as the events of its log. The log is the competition: its state is
 * the fold of them, on whichever process and after whatever restart. An event is committed to the
 * store before anybody is shown what it changed.
 */
import type { EndReason } from "@quickpong/shared/match.ts";
import type { CompetitionSettings, EntrantNumber } from "@quickpong/shared/protocol/competition.ts";

/** A match of a competition: they are counted from 1 in the order in which they are called. */
export type MatchNumber = number;

/** Somebody who enters. */
export interface NewEntrant {
  /**
   * Who it is, whatever the tab or device: opaque here, unique within the competition, and the same when
   * somebody comes back, also after a restart. Two pages of one account have one key.
   */
  readonly key: string;
  /** As shown to others, clean and not empty. */
  readonly name: string;
  /** Null for who was never rated: seeded as 1500. */
  readonly rating: number | null;
  readonly bot: boolean;
}

/**
 * How a match came out.
 * - won: by playing, or because the other one left or idled in a match that had begun (`forfeit`: nothing is
 *   called for that one until "here" or another connection); `winner` is the index of the entrant.
 * - drawn: the time was over at a tie.
 * - walkover: one entrant did not come, or is not in the competition any more; `winner` is the other's index.
 * - bothAbsent: neither came, or both were idle or gone. In a cup both are out.
 * - void: the server's fault. In a cup the match is played again; elsewhere it is as if it had not been called.
 */
export type MatchOutcome =
  | {
      readonly how: "won";
      readonly winner: 0 | 1;
      readonly score: readonly [number, number];
      readonly forfeit: boolean;
    }
  | { readonly how: "drawn"; readonly score: readonly [number, number] }
  | { readonly how: "walkover"; readonly winner: 0 | 1 }
  | { readonly how: "bothAbsent" }
  | { readonly how: "void" };

/** What happens, without its time. */
export type Happening =
  /** The first event of a log, and nowhere else. `seed`: a whole number, for what chance decides. */
  | { readonly type: "created"; readonly settings: CompetitionSettings; readonly seed: number }
  /** Enters as the next number, or comes back to the number that this key has; present from now on. */
  | { readonly type: "joined"; readonly entrant: NewEntrant }
  /** On their own account. Who has left an arena or a line may join again. */
  | { readonly type: "left"; readonly entrant: EntrantNumber }
  /** A connection is there again, or a page said "here" after a missed call. */
  | { readonly type: "present"; readonly entrant: EntrantNumber }
  /**
   * No connection is left. During a match the match's connection counts, too. Who misses a call is absent
   * without this event, until `present`.
   */
  | { readonly type: "absent"; readonly entrant: EntrantNumber }
  | { readonly type: "removed"; readonly entrant: EntrantNumber }
  | { readonly type: "renamed"; readonly entrant: EntrantNumber; readonly name: string }
  /** The host's connection comes or goes. Present at `created`. */
  | { readonly type: "host"; readonly present: boolean }
  | { readonly type: "started" | "paused" | "resumed" | "ended" }
  /** An arena's time is over: no more matches are called, those that have begun are finished. */
  | { readonly type: "timeUp" }
  | { readonly type: "extended"; readonly minutes: number }
  /** A match is to be made for these two; `match` is the next number. */
  | {
      readonly type: "called";
      readonly match: MatchNumber;
      readonly entrants: readonly [EntrantNumber, EntrantNumber];
      /** That win the match. */
      readonly points: number;
      /** The node of the bracket that is played for; 0 where there is none. */
      readonly node: number;
    }
  /** An entrant of a called match has taken the seat. */
  | { readonly type: "arrived"; readonly match: MatchNumber; readonly entrant: EntrantNumber }
  /** Both are there, and it is being played. */
  | { readonly type: "began"; readonly match: MatchNumber }
  | { readonly type: "result"; readonly match: MatchNumber; readonly outcome: MatchOutcome }
  /**
   * Another process goes on with the log. All connections are gone, so everybody is absent until `present`;
   * matches of these numbers are lost with their processes, which is as if each had the result void.
   */
  | { readonly type: "restarted"; readonly lost: readonly MatchNumber[] };

/** An event of the log. `at`: ms since 1970; a time before that of the event before it counts as that one. */
export type CompetitionEvent = Happening & { readonly at: number };

/**
 * What a match's end (MatchSummary) is to its competition. `winner`: the index of an entrant.
 * `interrupted` is the server's fault; a match that ends without a winner in any other way than by time was left
 * or idled by both.
 */
export function outcomeOf(
  reason: EndReason | "interrupted",
  winner: 0 | 1 | null,
  score: readonly [number, number],
): MatchOutcome {
  if (reason === "interrupted") return { how: "void" };
  const isPlayed = reason === "score" || reason === "timeout";
  if (winner !== null) return { how: "won", winner, score, forfeit: !isPlayed };
  return isPlayed ? { how: "drawn", score } : { how: "bothAbsent" };
}
