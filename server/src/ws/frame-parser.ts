/** What clients nearly always send, recognized where it lies: short binary messages in one piece. */
import { MatchMessage } from "@quickpong/shared/protocol/messages.ts";

/** First byte of a binary message in one piece. */
const BINARY = 0x82;
const MASKED = 0x80;
/** Longest payload whose length fits the second byte. */
const SHORT = 125;
/** Two bytes of head, four of mask. */
export const SHORT_HEAD = 6;

/** First byte of a message that is bytes by a type: Colyseus's `Protocol.ROOM_DATA_BYTES`. */
export const BYTES_MESSAGE = 17;
/** Longest message of bytes: a message's code, a type and 7 bytes of input are 9. */
export const BYTES_MESSAGE_MAX = 16;

/** Whether the message is a `MatchMessage.play`. */
export const isPlay = (bytes: Uint8Array, from: number, to: number): boolean =>
  bytes[from] === BYTES_MESSAGE &&
  bytes[from + 1] === MatchMessage.play &&
  to - from >= 2 &&
  to - from <= BYTES_MESSAGE_MAX;

/** Whether the chunk is nothing but whole, short, masked binary messages. */
export function isPlain(chunk: Uint8Array): boolean {
  let at = 0;
  while (at + SHORT_HEAD <= chunk.length) {
    const length = (chunk[at + 1] as number) - MASKED;
    if (chunk[at] !== BINARY || length < 0 || length > SHORT) return false;
    at += SHORT_HEAD + length;
  }
  return at === chunk.length;
}

/** Unmasks the message that begins at `from` in a plain chunk; returns its end. */
export function unmask(chunk: Uint8Array, from: number): number {
  const to = from + (chunk[from - SHORT_HEAD + 1] as number) - MASKED;
  for (let i = from; i < to; i++) {
    chunk[i] = (chunk[i] as number) ^ (chunk[from - 4 + ((i - from) & 3)] as number);
  }
  return to;
}
