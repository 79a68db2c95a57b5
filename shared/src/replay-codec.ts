/** Recordings as bytes, and back. The format is in replay/format.ts and docs/WIRE.md. */

import type { MatchState } from "./match.ts";
import { type Ending, ReplayFormatError, type StoredRecording } from "./replay/format.ts";
import { readRecording } from "./replay/recording-reader.ts";
import { RecordingWriter } from "./replay/recording-writer.ts";
import { stateHash } from "./replay/state-hash.ts";
import { type Recording, replay } from "./replay.ts";

export { ReplayFormatError, type StoredRecording } from "./replay/format.ts";

/**
 * A recording as bytes. Throws a ReplayFormatError when there is something in it that they can't say to the
 * bit: times have to be multiples of 1/256 tick, targets of 1/64 u.
 */
export function encodeRecording(recording: Recording): Uint8Array<ArrayBuffer> {
  const writer = new RecordingWriter();
  writer.begin(recording);
  for (const message of recording.messages) {
    if (!writer.add(...message)) throw new ReplayFormatError("The recording is too long.");
  }
  return writer.finish(recording.end, endingOf(replay(recording), recording));
}

/**
 * The recording that these bytes are. Throws a ReplayFormatError when they are none, or of rules that this
 * version does not know; whatever they are, it takes no longer than 256 kB of messages do.
 */
export const decodeRecording = (bytes: Uint8Array): StoredRecording => readRecording(bytes);

/** What became of a game whose recording began so. */
export function endingOf(match: MatchState, { from }: Pick<Recording, "from">): Ending {
  const [left, right] = match.score;
  const { outcome } = match;
  return { score: [left, right], outcome: outcome && { ...outcome }, hash: stateHash(match, from) };
}

/** Whether playing it gives what was stored: the same state, to the bit. */
export const isExact = (recording: StoredRecording, match = replay(recording)): boolean =>
  stateHash(match, recording.from) === recording.ending.hash;
