/** A match's messages, put together by hand: cheaper than through Colyseus. */
import { getMessageBytes, Protocol } from "@colyseus/core";
import type { Side } from "@quickpong/shared/court.ts";
import { MatchMessage } from "@quickpong/shared/protocol/messages.ts";
import { frameOf, latin1 } from "../ws/frames.ts";

/** msgpack's first byte of an array of two. */
const PAIR = 0x92;

/** The frame that Colyseus's `client.sendBytes` would send. */
export const bytesFrame = (type: number, bytes: Uint8Array): string =>
  frameOf(String.fromCharCode(Protocol.ROOM_DATA_BYTES, type) + latin1(bytes));

/** The frame that `client.send(type, content)` would send, for many. */
export const messageFrame = (type: string, content: unknown): string =>
  frameOf(latin1(getMessageBytes.raw(Protocol.ROOM_DATA, type, content)));

/** What `client.send(MatchMessage.emote, [side, emote])` would send, one byte a character. */
export const emoteMessage = (side: Side, emote: number): string =>
  String.fromCharCode(Protocol.ROOM_DATA, MatchMessage.emote, PAIR, side, emote);
