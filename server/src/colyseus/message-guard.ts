/**
 * What stands between a client's frames and a room: only frames that our client sends get in, at
 * no more than a bounded rate, and nothing they contain can throw further than here.
 *
 * Colyseus's own `maxMessagesPerSecond` is not used: it counts on the room's clock, which stands
 * still while nothing is patched, and it lets a client it has closed come straight back.
 */
import { type Client, type ClientPrivate, ClientState, Protocol, type Room } from "@colyseus/core";
import { CloseReason, type CloseReasonCode } from "@quickpong/shared/protocol/messages.ts";
import type { WebSocket } from "ws";
import type { RateBudget } from "../limits/rate-budget.ts";
import { TokenBucket } from "../limits/token-bucket.ts";
import { type Violation, violations } from "../limits/violations.ts";
import { BYTES_FRAME_MAX, connectionOf, isPlay } from "../ws/connection.ts";

/** Offences forgiven at once, and how many are forgotten a second. */
const STRIKES = 10;
const STRIKES_FORGOTTEN = 0.1;
/** For the closing handshake (ms). */
const CLOSE_GRACE = 250;

/**
 * Whether a client of ours may have sent this frame. In particular no ROOM_INPUT, whose decoder
 * can be made to loop for ever, and no msgpack that could be broken: payloads are small numbers
 * and booleans, of one byte.
 */
function isOurs(frame: Buffer): boolean {
  switch (frame[0]) {
    case Protocol.JOIN_ROOM:
    case Protocol.LEAVE_ROOM:
      return frame.length === 1;
    case Protocol.ROOM_DATA:
      return (
        isSmallInt(frame[1]) && (frame.length === 2 || (frame.length === 3 && isScalar(frame[2])))
      );
    case Protocol.ROOM_DATA_BYTES:
      return isSmallInt(frame[1]) && frame.length <= BYTES_FRAME_MAX;
    default:
      return false;
  }
}

const isSmallInt = (byte: number | undefined): boolean => byte !== undefined && byte < 128;
/** A whole msgpack value: 0 to 127, false or true. */
const isScalar = (byte: number | undefined): boolean =>
  isSmallInt(byte) || byte === 0xc2 || byte === 0xc3;

type AnyClient = Client & ClientPrivate;
type FrameHandler = (client: AnyClient, frame: Buffer) => void;

export interface GuardHooks {
  /** The client has confirmed that it joined: there is somebody at the other end. */
  acknowledged(client: Client): void;
  /** It does so although somebody has vouched for it before. */
  heard(client: Client): void;
  /** One of the hooks threw. */
  failed(error: unknown): void;
}

interface Conduct {
  strikes: TokenBucket;
  expelled: boolean;
}
/** Of those who have offended. */
const conducts = new WeakMap<Client, Conduct>();

/** Puts the guard in front of everything that the room's clients send. */
export function guardMessages(room: Room, hooks: GuardHooks): void {
  const guarded = room as unknown as { _onMessage: FrameHandler };
  const handle = guarded._onMessage.bind(room);
  guarded._onMessage = (client, frame) => {
    if (!mayPass(client, frame)) return;
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
  };
}

/** Counts an offence against a client; too many, and it is closed for good. */
export function recordViolation(client: Client, offence: Violation = "message"): void {
  violations[offence]++;
  const conduct = conductOf(client);
  if (conduct.expelled || conduct.strikes.take(performance.now())) return;
  conduct.expelled = true;
  connectionOf(client).player = undefined;
  cutOff(client, CloseReason.misbehaved);
}

/** Closes a connection whether or not the other end answers. */
export function cutOff(client: Client, reason: CloseReasonCode): void {
  const socket = client.ref as unknown as WebSocket;
  connectionOf(client).endedFor = reason;
  socket.close(reason);
  // At once would often lose the reason on its way.
  setTimeout(() => socket.terminate(), CLOSE_GRACE).unref();
}

/** Whether the client was closed for misbehaving: it may not come back. */
export const isBanned = (client: Client): boolean => conducts.get(client)?.expelled === true;

/** What a client has done and may still send: who comes back does not begin anew. */
export interface AbuseRecord {
  conduct: Conduct | undefined;
  allowance: RateBudget;
}

export const abuseRecordOf = (client: Client): AbuseRecord => ({
  conduct: conducts.get(client),
  allowance: connectionOf(client).allowance,
});

/** Gives a client that came back the standing it had. */
export function restoreAbuseRecord(client: Client, { conduct, allowance }: AbuseRecord): void {
  if (conduct) conducts.set(client, conduct);
  connectionOf(client).allowance = allowance;
}

function mayPass(client: AnyClient, frame: Buffer): boolean {
  if (isBanned(client)) return false;
  const ours = isOurs(frame);
  if (ours && connectionOf(client).admit(frame[0] === Protocol.ROOM_DATA)) return true;
  recordViolation(client, ours ? "rate" : "frame");
  return false;
}

/** A play that did not come the short way, as one does in two pieces. False when nobody plays. */
function handToPlayer(client: AnyClient, frame: Buffer): boolean {
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

function conductOf(client: Client): Conduct {
  let conduct = conducts.get(client);
  if (!conduct) {
    const bucket = new TokenBucket(STRIKES_FORGOTTEN, STRIKES, performance.now());
    conduct = { strikes: bucket, expelled: false };
    conducts.set(client, conduct);
  }
  return conduct;
}
