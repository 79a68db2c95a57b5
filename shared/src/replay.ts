/** Matches on record: what the simulation was told and when. Replayed, it is the same match, to the bit. */
import type { Key } from "./chacha20.ts";
import type { Side } from "./court.ts";
import { createMatch, type MatchState } from "./match.ts";
import { outage } from "./outage.ts";
import { arrive, askRematch, claim, drop, leave } from "./presence.ts";
import { type Carryover, rematchAfter } from "./rematch.ts";
import type { Rules } from "./rules.ts";
import { type MatchStateV1, type RecordingV1, replayV1 } from "./rules-v1/replay.ts";
import { advance, type Input, receiveInput, receiveWatermark } from "./simulation.ts";

/**
 * Raised with every change of the simulation by which a recording would become another match. Older ones
 * are played by the simulation of their time.
 */
export const RULES_VERSION = 2;

/** Everything that the simulation can be told about a side. */
export type SimulationMessage =
  | ({ kind: "input" } & Input)
  | { kind: "watermark"; tick: number }
  | { kind: "rematch"; key: Key }
  /** The process was stopped since then (ticks); about both sides, whichever is named. */
  | { kind: "outage"; since: number }
  | { kind: "arrive" | "drop" | "leave" | "claim" };

/** A message about `side` that arrived at `now` (ticks). */
export type RecordedMessage = [now: number, side: Side, message: SimulationMessage];

export interface Recording {
  version: typeof RULES_VERSION;
  rules: Rules;
  /** Of the first game; that of a rematch is in the message that began it. */
  key: Key;
  /** When the match was made, or the rematch began that this is a recording of (ticks). */
  start: number;
  /** Of a rematch that is recorded by itself: what it took over from the game before. */
  from?: Carryover;
  /** In the order of their arrival. */
  messages: RecordedMessage[];
  /** Up to where it was advanced after the last message (ticks). */
  end: number;
}

/** Gives it to the simulation; returns false when it was refused. */
export function applyMessage(
  match: MatchState,
  now: number,
  side: Side,
  message: SimulationMessage,
): boolean {
  switch (message.kind) {
    case "input":
      return receiveInput(match, side, message, now);
    case "watermark":
      return receiveWatermark(match, side, message.tick, now);
    case "claim":
      return claim(match, side, now);
    case "outage":
      outage(match, message.since, now);
      return true;
    case "rematch":
      return askRematch(match, side, message.key, now);
  }
  const act = { arrive, drop, leave }[message.kind];
  act(match, side, now);
  return true;
}

/** The match before the first message. */
export function beginning({ rules, key, start, from }: Recording): MatchState {
  return from ? rematchAfter(from, rules, key, start) : createMatch(rules, key, start);
}

/** Plays a recording; `watch` is called with the match after every message and at the end. */
export function replay(recording: Recording, watch?: (match: MatchState) => void): MatchState {
  const match = beginning(recording);
  for (const [now, side, message] of recording.messages) {
    applyMessage(match, now, side, message);
    watch?.(match);
  }
  advance(match, recording.end);
  watch?.(match);
  return match;
}

export type AnyRecording = Recording | RecordingV1;
export type AnyMatchState = MatchState | MatchStateV1;

/** Plays a recording by the rules of its version; throws when there are none. */
export function replayAny(
  recording: AnyRecording,
  watch?: (match: AnyMatchState) => void,
): AnyMatchState {
  switch (recording.version) {
    case 1:
      return replayV1(recording, watch);
    case RULES_VERSION:
      return replay(recording, watch);
    default: {
      const { version } = recording as { version: unknown };
      throw new Error(
        `Recorded by rules version ${version}; this version knows 1 to ${RULES_VERSION}.`,
      );
    }
  }
}
