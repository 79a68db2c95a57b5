/** A recorded match that is simulated once more. Pure. */
import type { Side } from "@quickpong/shared/court.ts";
import { type MatchState, nextDue, type PlayerState } from "@quickpong/shared/match.ts";
import { stateHash } from "@quickpong/shared/replay/state-hash.ts";
import {
  type AnyRecording,
  applyMessage,
  beginning,
  type Recording,
} from "@quickpong/shared/replay.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { advance } from "@quickpong/shared/simulation.ts";

type ReplayedPlayer = Pick<
  PlayerState,
  "segments" | "segmentCount" | "present" | "idleServes" | "wantsRematch"
>;

/** What every version's match has that can be seen. */
export interface ReplayedState
  extends Pick<
    MatchState,
    "now" | "phase" | "phaseEnds" | "flights" | "flightCount" | "score" | "series" | "outcome"
  > {
  readonly players: readonly [ReplayedPlayer, ReplayedPlayer];
}

/** A message of any version, as far as it is shown. */
export type ReplayedMessage = AnyRecording["messages"][number];

/** One match and what moves it on. */
export interface ReplayedMatch {
  readonly state: ReplayedState;
  /** In the terms of today's rules: by these the paddles move. */
  readonly rules: Rules;
  /** Gives it a message of its recording. */
  tell(now: number, side: Side, message: ReplayedMessage[2]): void;
  advance(now: number): void;
  nextDue(): number;
  /** Of the state as it is now, to be compared with the recording's. */
  hash(): string;
}

/** Begins a recorded match of today's rules. */
export function beginReplayNow(recording: Recording): ReplayedMatch {
  const state = beginning(recording);
  return {
    state,
    rules: recording.rules,
    tell: (now, side, message) =>
      void applyMessage(state, now, side, message as Recording["messages"][number][2]),
    advance: (now) => advance(state, now),
    nextDue: () => nextDue(state),
    hash: () => stateHash(state, recording.from),
  };
}
