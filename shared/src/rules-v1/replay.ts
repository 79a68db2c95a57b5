/**
 * The rules as they were before they became numbers (../rules.ts): a frozen copy of the host, so that
 * what was recorded by them can still be played. Nothing but replays uses it, and it is not changed.
 */
import type { Side } from "./court.ts";
import { advance, type Input, receiveInput, receiveWatermark } from "./host.ts";
import { createMatch, type MatchState, type Rules } from "./match.ts";
import { arrive, askRematch, claim, drop, leave } from "./presence.ts";

type HostMessage =
  | ({ kind: "input" } & Input)
  | { kind: "watermark"; tick: number }
  | { kind: "arrive" | "drop" | "leave" | "claim" | "rematch" };

/** A match recorded by rules version 1; the fields are those of ../replay.ts. */
export interface RecordingV1 {
  version: 1;
  rules: Rules;
  seed: number;
  start: number;
  messages: [now: number, side: Side, message: HostMessage][];
  end: number;
}
export type MatchStateV1 = MatchState;

function tell(match: MatchState, now: number, side: Side, message: HostMessage): void {
  if (message.kind === "input") receiveInput(match, side, message, now);
  else if (message.kind === "watermark") receiveWatermark(match, side, message.tick, now);
  else ({ arrive, drop, leave, claim, rematch: askRematch })[message.kind](match, side, now);
}

/** Plays a recording; `watch` is called with the match after every message and at the end. */
export function replayV1(recording: RecordingV1, watch?: (match: MatchState) => void): MatchState {
  const match = createMatch(recording.rules, recording.seed, recording.start);
  for (const [now, side, message] of recording.messages) {
    tell(match, now, side, message);
    watch?.(match);
  }
  advance(match, recording.end);
  watch?.(match);
  return match;
}
