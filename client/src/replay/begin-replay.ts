/** Recorded matches of every version of the rules; those of old ones are fetched. */
import type { Ending } from "@quickpong/shared/replay/format.ts";
import { type AnyRecording, RULES_VERSION } from "@quickpong/shared/replay.ts";
import { decodeRecording } from "@quickpong/shared/replay-codec.ts";
import { lazyModule } from "../platform/lazy-module.ts";
import { beginReplayNow, type ReplayedMatch } from "./replayed-match.ts";

/** A recording of rules that this page does not know: a newer page is needed. */
export class UnknownRules extends Error {}

const loadRulesV1 = lazyModule(() => import("./rules-v1.ts"));

/** The recording that these bytes are, by the rules that they name; those of old versions are fetched. */
export async function decodeAny(
  bytes: Uint8Array,
  version: number,
): Promise<AnyRecording & { ending: Ending }> {
  return version === 1 ? (await loadRulesV1()).readRecordingV1(bytes) : decodeRecording(bytes);
}

/** Begins a recorded match; the rules of old versions are fetched. Throws UnknownRules. */
export async function beginReplay(recording: AnyRecording): Promise<ReplayedMatch> {
  switch (recording.version) {
    case 1:
      return (await loadRulesV1()).beginReplayV1(recording);
    case RULES_VERSION:
      return beginReplayNow(recording);
    default: {
      const { version } = recording as { version: unknown };
      throw new UnknownRules(`rules version ${version}`);
    }
  }
}
