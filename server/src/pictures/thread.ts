/** The pictures' thread: draws one recorded match after the other, so that no tick ever waits for a picture. */
import { parentPort } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import { RECORDING_BYTES_MAX } from "@quickpong/shared/replay/format.ts";
import { decodeRecording } from "@quickpong/shared/replay-codec.ts";
import { drawMatch } from "./match-picture.ts";

/** `gzip`: a recording as it is stored. */
export interface DrawRequest {
  id: number;
  gzip: Uint8Array;
}
/** What the thread says: a PNG file, or why there is none. */
export type Drawn = { id: number; png: Uint8Array } | { id: number; error: string };

parentPort?.on("message", ({ id, gzip }: DrawRequest) => {
  parentPort?.postMessage(drawn(id, gzip));
});

function drawn(id: number, gzip: Uint8Array): Drawn {
  try {
    const bytes = gunzipSync(gzip, { maxOutputLength: RECORDING_BYTES_MAX });
    return { id, png: new Uint8Array(drawMatch(decodeRecording(new Uint8Array(bytes)))) };
  } catch (error) {
    return { id, error: String(error) };
  }
}
