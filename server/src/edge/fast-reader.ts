/**
 * Reads the frames that make up nearly all that clients send without `ws`'s own receiver.
 *
 * A player's message is one small binary frame, and nearly always arrives as one chunk. Through the
 * receiver, which is a stream with states for everything that WebSockets allow, it costs about 4 us;
 * read in place it costs less than one. Everything else (pings, closing, fragments, half a frame)
 * goes to the receiver as before, and so do all chunks until the receiver has no loose ends.
 */
import type { Socket } from "node:net";
import type { WebSocket } from "ws";

/** First byte of a binary message in one piece. */
const BINARY = 0x82;
const MASKED = 0x80;
/** Longest payload whose length fits the second byte. */
const SHORT = 125;
/** Two bytes of head, four of mask. */
const HEAD = 6;
/** WebSocket.OPEN. */
const OPEN = 1;

/** What we need to know of `ws`'s receiver; the names are those of ws 8. */
interface Receiver {
  /** 0 while it is at the beginning of a frame. */
  _state: number;
  _loop: boolean;
  _bufferedBytes: number;
  _fragmented: number;
  _errored: boolean;
  writableLength: number;
}
type Inside = WebSocket & { _socket?: Socket; _receiver?: Receiver };

/** Puts the fast reader before the receiver of a socket that has just been opened. */
export function readFast(socket: WebSocket): void {
  const { _socket: stream, _receiver: receiver } = socket as Inside;
  const [receive, ...others] = stream?.listeners("data") ?? [];
  // A version of `ws` that works otherwise is left as it is.
  if (!stream || !receive || others.length > 0 || receiver?._state !== 0) return;
  stream.off("data", receive as (chunk: Buffer) => void);
  stream.on("data", (chunk: Buffer) => {
    const fast = isIdle(receiver) && socket.readyState === OPEN && isPlain(chunk);
    if (fast) deliver(socket, chunk);
    else receive.call(stream, chunk);
  });
}

const isIdle = (receiver: Receiver): boolean =>
  receiver._state === 0 &&
  receiver._bufferedBytes === 0 &&
  receiver._fragmented === 0 &&
  !receiver._loop &&
  !receiver._errored &&
  receiver.writableLength === 0;

/** Whether the chunk is nothing but whole, short, masked binary messages. */
function isPlain(chunk: Buffer): boolean {
  let at = 0;
  while (at + HEAD <= chunk.length) {
    const length = (chunk[at + 1] as number) - MASKED;
    if (chunk[at] !== BINARY || length < 0 || length > SHORT) return false;
    at += HEAD + length;
  }
  return at === chunk.length;
}

/** Hands on the messages of a plain chunk, unmasked where they lie. */
function deliver(socket: WebSocket, chunk: Buffer): void {
  let at = 0;
  while (at < chunk.length) {
    const begin = at + HEAD;
    const end = begin + (chunk[at + 1] as number) - MASKED;
    for (let i = begin; i < end; i++) {
      chunk[i] = (chunk[i] as number) ^ (chunk[at + 2 + ((i - begin) & 3)] as number);
    }
    socket.emit("message", chunk.subarray(begin, end), true);
    at = end;
  }
}
