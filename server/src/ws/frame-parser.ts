/** What clients nearly always send, recognized where it lies: short binary messages in one piece. */

/** First byte of a binary message in one piece. */
const BINARY = 0x82;
const MASKED = 0x80;
/** Longest payload whose length fits the second byte. */
const SHORT = 125;
/** Two bytes of head, four of mask. */
export const SHORT_HEAD = 6;

/** What we need to know of `ws`'s receiver; the names are those of ws 8. */
export interface Receiver {
  /** 0 while it is at the beginning of a frame. */
  _state: number;
  _loop: boolean;
  _bufferedBytes: number;
  _fragmented: number;
  _errored: boolean;
  writableLength: number;
}

/** Whether it has no loose ends. One that works otherwise than those of ws 8 never has none. */
export const isIdle = (receiver: Receiver | undefined): boolean =>
  receiver !== undefined &&
  receiver._state === 0 &&
  receiver._bufferedBytes === 0 &&
  receiver._fragmented === 0 &&
  !receiver._loop &&
  !receiver._errored &&
  receiver.writableLength === 0;

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
