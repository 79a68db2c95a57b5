/**
 * Patches that wait for one client, and go out as one message: the decoder reads that like one after
 * the other.
 *
 * They lie in bytes and not in strings. A string that waits lives long enough to be copied when garbage
 * is collected, and a fifth of what was copied were those (docs/adr/0015).
 */
import { Protocol } from "@colyseus/core";
import { frameIn, HEAD_ROOM } from "../ws/frames.ts";

/** A patch lies here in a buffer: behind the room for a frame's head, and the message's code. */
export const PATCH_AT = HEAD_ROOM + 1;
/** What a decoder reads as: what follows is about the root again. */
export const SWITCH_TO_ROOT = "\xff\x00";
const [SWITCH, ROOT] = [0xff, 0x00] as const;
/** Enough (bytes) for what waits at most times: some segments of 17. */
const SIZE = 128;
/** More (bytes) than an honest client lets wait: it hears something at least once a second. */
const FULL = 4096;

export class Outbox {
  #bytes = Buffer.allocUnsafeSlow(SIZE);
  #end = PATCH_AT;

  get isEmpty(): boolean {
    return this.#end === PATCH_AT;
  }

  /** So much waits that it has to go, news or not. */
  get isFull(): boolean {
    return this.#end > FULL;
  }

  /** The patch that lies in `bytes` from PATCH_AT up to `end` waits, too. */
  add(bytes: Buffer, end: number): void {
    this.#reserve(this.#end + end);
    if (!this.isEmpty) {
      this.#bytes[this.#end++] = SWITCH;
      this.#bytes[this.#end++] = ROOT;
    }
    // For so few bytes quicker than a copy by the system, which would need a view of them.
    for (let i = PATCH_AT; i < end; i++) this.#bytes[this.#end++] = bytes[i] as number;
  }

  /** Everything that waits, as one frame; one byte a character. */
  take(): string {
    this.#bytes[HEAD_ROOM] = Protocol.ROOM_STATE_PATCH;
    const frame = frameIn(this.#bytes, this.#end);
    this.clear();
    return frame;
  }

  clear(): void {
    this.#end = PATCH_AT;
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(2 * size);
    this.#bytes.copy(larger);
    this.#bytes = larger;
  }
}
