/** What a match needs of the world. */
import type { Side } from "@quickpong/shared/court.ts";
import type { EndReason } from "@quickpong/shared/match.ts";
import type { CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";

export interface MatchPort {
  /** What changed in the published state goes to these sides now; for the others it can wait. */
  patch(sides: readonly [boolean, boolean]): void;
  pong(side: Side, bytes: Uint8Array): void;
  /** The seat is no longer kept for its dropped player. */
  release(side: Side): void;
  /** The match begins (again). */
  started(): void;
  /** It has an outcome. */
  ended(summary: MatchSummary): void;
  /** The player on `side` left while it was running, or stayed away until it was lost. */
  deserted(side: Side): void;
  /** Nothing will happen any more: everybody may go. */
  over(reason: CloseReasonCode): void;
  /** The process was stopped: no time in it counts against players who were given a seat. */
  outage(): void;
  /** A tick threw. */
  failed(error: unknown): void;
}

/** A match in a line. */
export interface MatchSummary {
  /** `interrupted`: the room went before there was an outcome. */
  reason: EndReason | "interrupted";
  /** Left to right. */
  score: string;
  /** How long it took (s). */
  seconds: number;
}
