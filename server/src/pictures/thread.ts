/** The pictures' thread: draws one recorded match after the other, so that no tick ever waits for a picture. */
import { parentPort } from "node:worker_threads";
import { gunzipSync } from "node:zlib";
import type { Clip } from "@quickpong/shared/protocol/clip.ts";
import { RECORDING_BYTES_MAX } from "@quickpong/shared/replay/format.ts";
import { decodeRecording, type StoredRecording } from "@quickpong/shared/replay-codec.ts";
import { clipOfRally, clipOfRunning } from "./clip.ts";
import { drawMatch } from "./match-picture.ts";

/**
 * - picture: of a recording as it is stored (gzip).
 * - rally: a clip of the longest rally in a recording as it is stored.
 * - running: a clip of the last seconds of a match, whose recording so far this is, not compressed.
 */
export interface DrawRequest {
  id: number;
  kind: "picture" | "rally" | "running";
  bytes: Uint8Array;
}
/** What the thread says: a PNG file, a clip if there is one, or why there is neither. */
export type Drawn =
  | { id: number; png: Uint8Array }
  | { id: number; clip: Clip | null }
  | { id: number; error: string };

parentPort?.on("message", (request: DrawRequest) => {
  parentPort?.postMessage(drawn(request));
});

function drawn({ id, kind, bytes }: DrawRequest): Drawn {
  try {
    if (kind === "running") return { id, clip: clipOfRunning(decodeRecording(bytes)) };
    const recording = stored(bytes);
    if (kind === "rally") return { id, clip: clipOfRally(recording) };
    return { id, png: new Uint8Array(drawMatch(recording)) };
  } catch (error) {
    return { id, error: String(error) };
  }
}

const stored = (gzip: Uint8Array): StoredRecording =>
  decodeRecording(new Uint8Array(gunzipSync(gzip, { maxOutputLength: RECORDING_BYTES_MAX })));
