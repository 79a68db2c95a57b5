/** Bytes that came from a server as a match that can be shown. */

import { FORMAT_VERSION, MAGIC } from "@quickpong/shared/replay/format.ts";
import { RULES_VERSION } from "@quickpong/shared/replay.ts";
import { ReplayFormatError } from "@quickpong/shared/replay-codec.ts";
import { beginReplay, decodeAny, UnknownRules } from "./begin-replay.ts";
import { collect, type MatchRecord } from "./match-record.ts";

/** Where the version of the rules is: one byte, up to 127. */
const RULES_AT = MAGIC.length + 1;

/** - broken: it can't be read. - newer: a newer page can. */
export type Unreadable = "broken" | "newer";

export interface ReadReplay {
  record: MatchRecord;
  /** Whether this browser comes to the state that was stored, to the bit. */
  exact: boolean;
}

/** Plays the recording through, once. */
export async function readReplay(bytes: Uint8Array): Promise<ReadReplay | Unreadable> {
  if (isNewer(bytes)) return "newer";
  try {
    const recording = await decodeAny(bytes, bytes[RULES_AT] ?? 0);
    const match = await beginReplay(recording);
    const record = collect(match, recording);
    return { record, exact: match.hash() === recording.ending.hash };
  } catch (error) {
    if (error instanceof UnknownRules) return "newer";
    if (error instanceof ReplayFormatError) return "broken";
    throw error;
  }
}

/** Of a later format, or by later rules: the two bytes that follow "QPR". */
function isNewer(bytes: Uint8Array): boolean {
  const [format = 0, rules = 0] = bytes.subarray(MAGIC.length);
  const ours = MAGIC.every((byte, i) => bytes[i] === byte);
  return ours && (format > FORMAT_VERSION || (format === FORMAT_VERSION && rules > RULES_VERSION));
}
