/** How long everything takes in a competition (ms). */
import type { CompetitionKind } from "@quickpong/shared/protocol/competition.ts";

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

/** To come to a match that is called. */
export const TO_COME: Readonly<Record<CompetitionKind, number>> = {
  arena: 20 * SECOND,
  cup: 30 * SECOND,
  winnerStays: 20 * SECOND,
};

/** Two wait for others to come free, so that neighbours in the table meet. */
export const GATHER = 3 * SECOND;
/** Exactly two do. */
export const GATHER_TWO = 1 * SECOND;
/** So long nobody else has come free: the same two may meet again. After two matches in a row twice as long. */
export const REPEAT_AFTER = 6 * SECOND;
/** An arena's last matches may go on for so long. */
export const OVERTIME = 5 * MINUTE;

/** Between two matches on the court of a room for a crowd: the result is read, the next two get up. */
export const BETWEEN = 5 * SECOND;
/** The court is kept for a winner who is absent. */
export const HOLDER_RETURN = 10 * SECOND;

/** After a pause or a restart a cup waits for entrants who are not back, before it calls their match. */
export const RETURN = 15 * SECOND;
/** Somebody who has been away for longer when a cup begins is not drawn. */
export const ABSENT_AT_START = 30 * SECOND;
/** A match that the server's fault has ended is called again after so long, then after twice as long and so on. */
export const REPLAY_AFTER = 5 * SECOND;
/** A match for a node that came to nothing so often is decided by the seeds. */
export const REPLAYS_MOST = 5;

/** A host who is gone for so long has left the competition to itself: it begins, and goes on. */
export const HOST_GONE = 1 * MINUTE;
/** So long after the last one joined, a competition without a host begins. */
export const LAST_JOINED = 20 * SECOND;
/** The longest pause. */
export const PAUSE_LONGEST = 30 * MINUTE;
/** To wait for a beginning. */
export const WAITING_LONGEST = 180 * MINUTE;
/** Nobody at all is there. */
export const EMPTY_LONGEST = 10 * MINUTE;
/** A room for a crowd. */
export const ROOM_LONGEST = 12 * 60 * MINUTE;
/** No match of ours takes longer: its process must have been lost. */
export const MATCH_LONGEST = 30 * MINUTE;
/** A restart takes no more than this from an arena's time. */
export const RESTART_MOST = 5 * MINUTE;
