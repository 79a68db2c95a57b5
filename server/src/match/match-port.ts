/** What a match needs of the world. */
import type { Side } from "@quickpong/shared/court.ts";
import type { EndReason } from "@quickpong/shared/match.ts";
import type { CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import type { MatchFigures } from "./match-figures.ts";

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

/** What has become of a match. */
export interface MatchSummary extends MatchFigures {
  /** `interrupted`: the room went before there was an outcome. */
  reason: EndReason | "interrupted";
  /** Null for nobody. */
  winner: Side | null;
  /** Left to right. */
  score: readonly [number, number];
  /** How long it took (s). */
  seconds: number;
  /** The process stood still meanwhile, so that the result may be its fault. */
  stalled: boolean;
  /** The game as bytes (shared/src/replay-codec.ts); null when it was not recorded. */
  recording: Uint8Array<ArrayBuffer> | null;
}
