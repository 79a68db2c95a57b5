/** WebSocket frames, built once for all who get them. */

/** First byte of a binary message in one piece. */
const BINARY = 0x82;
/** Lengths from here on take two more bytes, up to 65,535. */
const LONG = 126;
/** Longest payload of a frame (bytes). */
export const FRAME_MAX = 0xffff;

/** A frame with `payload` as a message from the server; both one byte a character. */
export function frameOf(payload: string): string {
  const { length } = payload;
  return length < LONG
    ? String.fromCharCode(BINARY, length) + payload
    : String.fromCharCode(BINARY, LONG, length >> 8, length & 255) + payload;
}

/** One byte a character. */
export const latin1 = (bytes: Uint8Array): string =>
  (Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  ).toString("latin1");
