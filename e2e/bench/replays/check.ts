/** Takes a game there and back: recorded, as bytes, as they are stored, read again and played again. */
import { gunzipSync, gzipSync } from "node:zlib";
import { stateHash } from "@quickpong/shared/replay/state-hash.ts";
import { type Recording, replay } from "@quickpong/shared/replay.ts";
import { decodeRecording, encodeRecording } from "@quickpong/shared/replay-codec.ts";

/** What became of one game. */
export interface Checked {
  /** As it is stored (bytes). */
  bytes: number;
  /** To play it again (ms). */
  ms: number;
  /** What was wrong; undefined when it was the same game, to the bit. */
  wrong?: string;
}

/** `hash`: of the state that the game ended in when it was played. */
export function checkGame(game: Recording, hash: string): Checked {
  try {
    const stored = gzipSync(encodeRecording(game));
    const read = decodeRecording(gunzipSync(stored));
    const before = performance.now();
    const match = replay(read);
    const ms = performance.now() - before;
    const hashes = [read.ending.hash, stateHash(match, read.from)];
    const other = hashes.find((each) => each !== hash);
    return { bytes: stored.length, ms, ...(other && { wrong: `${other} is not ${hash}` }) };
  } catch (error) {
    return { bytes: 0, ms: 0, wrong: String(error) };
  }
}
