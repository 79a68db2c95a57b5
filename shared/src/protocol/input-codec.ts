/**
 * What a player's client says while playing, in a few bytes. One message type carries all of it,
 * because a frame costs the server 10 us whatever is in it.
 */
import { COURT_HALF_HEIGHT } from "../court.ts";
import { PADDLE_GRID } from "../paddle.ts";
import type { Input } from "../simulation.ts";
import { type Bytes, readInt, readUint, writeInt } from "./bytes.ts";

/** - input: move the paddle; watermark: no more inputs up to `tick` (watermark message); ping: answer with a pong. */
export type PlayMessage =
  | ({ kind: "input" } & Input)
  | { kind: "watermark"; tick: number }
  /** `id` is the sender's; `rtt` is what it has measured so far (ms), for the opponent to see. */
  | { kind: "ping"; id: number; rtt: number };

const INPUT = 0;
const MARK = 1;
const PING = 2;
const INPUT_BYTES = 7;
const MARK_BYTES = 4;
const PING_BYTES = 4;

export function encodePlay(message: PlayMessage): Uint8Array {
  const at = { offset: 1 };
  switch (message.kind) {
    case "input": {
      const bytes = new Uint8Array(INPUT_BYTES);
      bytes[0] = INPUT;
      writeInt(bytes, at, 1, message.seq);
      writeInt(bytes, at, 3, message.tick);
      writeInt(bytes, at, 2, Math.round(message.target * PADDLE_GRID));
      return bytes;
    }
    case "watermark": {
      const bytes = new Uint8Array(MARK_BYTES);
      bytes[0] = MARK;
      writeInt(bytes, at, 3, message.tick);
      return bytes;
    }
    case "ping": {
      const bytes = new Uint8Array(PING_BYTES);
      bytes[0] = PING;
      writeInt(bytes, at, 1, message.id);
      writeInt(bytes, at, 2, Math.min(65535, Math.max(0, Math.round(message.rtt))));
      return bytes;
    }
  }
}

/**
 * Reads what is in `bytes` from `from` up to `to`, and validates it; null for anything that a client
 * of ours can't have sent.
 */
export function decodePlay(bytes: Bytes, from = 0, to = bytes.length): PlayMessage | null {
  const at = { offset: from + 1 };
  const kind = bytes[from];
  const length = to - from;
  if (kind === INPUT && length === INPUT_BYTES) {
    const seq = readUint(bytes, at, 1);
    const tick = readUint(bytes, at, 3);
    const target = readInt(bytes, at, 2) / PADDLE_GRID;
    // How much further in a paddle's end lies is a matter of the match's rules.
    return Math.abs(target) <= COURT_HALF_HEIGHT ? { kind: "input", seq, tick, target } : null;
  }
  if (kind === MARK && length === MARK_BYTES) {
    return { kind: "watermark", tick: readUint(bytes, at, 3) };
  }
  if (kind === PING && length === PING_BYTES) {
    return { kind: "ping", id: readUint(bytes, at, 1), rtt: readUint(bytes, at, 2) };
  }
  return null;
}

/** The answer to a ping: when it arrived, on the match's clock (ms). 0.1 ms steps. */
export interface Pong {
  id: number;
  received: number;
}
const PONG_BYTES = 6;

export function encodePong(pong: Pong): Uint8Array {
  const bytes = new Uint8Array(PONG_BYTES);
  const at = { offset: 0 };
  writeInt(bytes, at, 1, pong.id);
  writeInt(bytes, at, 5, Math.round(pong.received * 10));
  return bytes;
}

export function decodePong(bytes: Bytes): Pong {
  const at = { offset: 0 };
  return { id: readUint(bytes, at, 1), received: readUint(bytes, at, 5) / 10 };
}
