/**
 * What stands between a client's frames and a room: only frames that our client sends get in, at
 * no more than a bounded rate, and nothing they contain can throw further than here.
 *
 * Colyseus's own `maxMessagesPerSecond` is not used: it counts on the room's clock, which stands
 * still while nothing is patched, and it lets a client it has closed come straight back.
 */
import { type Client, ClientState, Protocol, type Room } from "@colyseus/core";
import {
  CloseReason,
  type CloseReasonCode,
  MatchMessage,
} from "@quickpong/shared/protocol/messages.ts";
import type { RateBudget } from "../limits/rate-budget.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import { type Violation, violations } from "../limits/violations.ts";
import { isPlay } from "../ws/frame-parser.ts";
import {
  connectionOf,
  interceptMessages,
  type RoomClient,
  socketOf,
} from "./colyseus-internals.ts";

/** Violations forgiven at once, and how many more a second. */
const FORGIVEN_AT_ONCE = 10;
const FORGIVEN_A_SECOND = 0.1;
/** For the closing handshake (ms). */
const CLOSE_GRACE = 250;

/**
 * Whether a client of ours may have sent this frame. In particular no ROOM_INPUT, whose decoder
 * can be made to loop for ever, and no msgpack that could be broken: payloads are small numbers
 * and booleans, of one byte.
 */
function isOurs(frame: Buffer, bytesMax: number): boolean {
  switch (frame[0]) {
    case Protocol.JOIN_ROOM:
    case Protocol.LEAVE_ROOM:
      return frame.length === 1;
    case Protocol.ROOM_DATA:
      return (
        isSmallInt(frame[1]) && (frame.length === 2 || (frame.length === 3 && isScalar(frame[2])))
      );
    case Protocol.ROOM_DATA_BYTES:
      return isSmallInt(frame[1]) && frame.length <= bytesMax;
    default:
      return false;
  }
}

const isSmallInt = (byte: number | undefined): boolean => byte !== undefined && byte < 128;
/** A whole msgpack value: 0 to 127, false or true. */
const isScalar = (byte: number | undefined): boolean =>
  isSmallInt(byte) || byte === 0xc2 || byte === 0xc3;

export interface GuardHooks {
  /** The client has confirmed that it joined: there is somebody at the other end. */
  acknowledged(client: Client): void;
  /** It does so although the server has done it on its behalf before. */
  heard(client: Client): void;
  /** One of the hooks threw. */
  failed(error: unknown): void;
}

interface Violations {
  forgiven: TokenBucket;
  banned: boolean;
}
/** Of clients that have sent what no client of ours sends. */
const violationsOf = new WeakMap<Client, Violations>();

/**
 * Puts the guard in front of everything that the room's clients send. `bytesMax`: their longest message of
 * bytes.
 */
export function guardMessages(room: Room, bytesMax: number, hooks: GuardHooks): void {
  interceptMessages(room, (handle) => (client, frame) => {
    if (!mayPass(client, frame, bytesMax)) return;
    if (isPlay(frame, 0, frame.length) && handToPlayer(client, frame)) return;
    const wasJoining = client.state === ClientState.JOINING;
    if (frame[0] === Protocol.JOIN_ROOM && !wasJoining) return hooks.heard(client);
    try {
      handle(client, frame);
    } catch {
      recordViolation(client, "error");
      return;
    }
    if (wasJoining && client.state === ClientState.JOINED) acknowledge(client, hooks);
  });
}

/** Counts a violation against a client; too many, and it is closed for good. */
export function recordViolation(client: Client, violation: Violation = "message"): void {
  violations[violation]++;
  const record = recordOf(client);
  if (record.banned || record.forgiven.take(performance.now())) return;
  record.banned = true;
  connectionOf(client).player = undefined;
  cutOff(client, CloseReason.misbehaved);
}

/** Closes a connection whether or not the other end answers. */
export function cutOff(client: Client, reason: CloseReasonCode): void {
  const socket = socketOf(client);
  connectionOf(client).endedFor = reason;
  socket.close(reason);
  // At once would often lose the reason on its way.
  setTimeout(() => socket.terminate(), CLOSE_GRACE).unref();
}

/** Whether the client was closed for misbehaving: it may not come back. */
export const isBanned = (client: Client): boolean => violationsOf.get(client)?.banned === true;

/** What a client has done and may still send: a client that comes back does not begin anew. */
export interface AbuseRecord {
  record: Violations | undefined;
  budget: RateBudget;
}

export const abuseRecordOf = (client: Client): AbuseRecord => ({
  record: violationsOf.get(client),
  budget: connectionOf(client).budget,
});

/** Gives a client that came back the record it had. */
export function restoreAbuseRecord(client: Client, { record, budget }: AbuseRecord): void {
  if (record) violationsOf.set(client, record);
  connectionOf(client).budget = budget;
}

function mayPass(client: RoomClient, frame: Buffer, bytesMax: number): boolean {
  if (isBanned(client)) return false;
  const ours = isOurs(frame, bytesMax);
  if (ours && connectionOf(client).admit(isCommand(frame))) return true;
  recordViolation(client, ours ? "rate" : "frame");
  return false;
}

/** Whether it is rare, and costs others more than a move does. */
const isCommand = (frame: Buffer): boolean =>
  frame[0] === Protocol.ROOM_DATA ||
  (frame[0] === Protocol.ROOM_DATA_BYTES && frame[1] !== MatchMessage.play);

/** A play that did not take the fast path, as one in two pieces. False when nobody plays. */
function handToPlayer(client: RoomClient, frame: Buffer): boolean {
  const { player } = connectionOf(client);
  player?.(frame, 2, frame.length);
  return player !== undefined;
}

function acknowledge(client: Client, hooks: GuardHooks): void {
  try {
    hooks.acknowledged(client);
  } catch (error) {
    hooks.failed(error);
  }
}

function recordOf(client: Client): Violations {
  let record = violationsOf.get(client);
  if (!record) {
    const forgiven = new TokenBucket(FORGIVEN_A_SECOND, FORGIVEN_AT_ONCE, performance.now());
    record = { forgiven, banned: false };
    violationsOf.set(client, record);
  }
  return record;
}
