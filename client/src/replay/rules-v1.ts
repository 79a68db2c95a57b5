/** Plays recordings of rules version 1; fetched only for these. */

import { CLASSIC_RULES } from "@quickpong/shared/rules.ts";
import { advance, receiveInput, receiveWatermark } from "@quickpong/shared/rules-v1/host.ts";
import { createMatch, nextDue } from "@quickpong/shared/rules-v1/match.ts";
import { arrive, askRematch, claim, drop, leave } from "@quickpong/shared/rules-v1/presence.ts";

export { readRecordingV1 } from "@quickpong/shared/replay-codec-v1.ts";

import { stateHashV1 } from "@quickpong/shared/replay-codec-v1.ts";
import type { RecordingV1 } from "@quickpong/shared/rules-v1/replay.ts";
import type { ReplayedMatch } from "./replayed-match.ts";

type MessageV1 = RecordingV1["messages"][number][2];

/** Begins one. */
export function beginReplayV1({ rules, seed, start }: RecordingV1): ReplayedMatch {
  const state = createMatch(rules, seed, start);
  return {
    state,
    // What were constants then are the classic rules' numbers today.
    rules: { ...CLASSIC_RULES, ...rules },
    tell(now, side, message) {
      const said = message as MessageV1;
      if (said.kind === "input") receiveInput(state, side, said, now);
      else if (said.kind === "watermark") receiveWatermark(state, side, said.tick, now);
      else ({ arrive, drop, leave, claim, rematch: askRematch })[said.kind](state, side, now);
    },
    advance: (now) => advance(state, now),
    nextDue: () => nextDue(state),
    hash: () => stateHashV1(state),
  };
}
