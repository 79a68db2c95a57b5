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

/** Room that `frameIn` wants before a payload (bytes). */
export const HEAD_ROOM = 4;

/** The frame whose payload lies in `bytes` from HEAD_ROOM up to `end`; writes its head before it. */
export function frameIn(bytes: Buffer, end: number): string {
  const length = end - HEAD_ROOM;
  if (length < LONG) {
    bytes[HEAD_ROOM - 2] = BINARY;
    bytes[HEAD_ROOM - 1] = length;
    return bytes.toString("latin1", HEAD_ROOM - 2, end);
  }
  bytes[0] = BINARY;
  bytes[1] = LONG;
  bytes[2] = length >> 8;
  bytes[3] = length & 255;
  return bytes.toString("latin1", 0, end);
}

/** One byte a character. */
export const latin1 = (bytes: Uint8Array): string =>
  (Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  ).toString("latin1");

/** The payloads of frames that `frameOf` and `frameIn` have built, which follow one another. */
export function payloadsIn(frames: string): Buffer[] {
  const payloads: Buffer[] = [];
  for (let at = 0; at < frames.length; ) {
    const short = frames.charCodeAt(at + 1);
    const isLong = short === LONG;
    const length = isLong ? frames.charCodeAt(at + 2) * 256 + frames.charCodeAt(at + 3) : short;
    const from = at + (isLong ? 4 : 2);
    at = from + length;
    payloads.push(Buffer.from(frames.slice(from, at), "latin1"));
  }
  return payloads;
}
