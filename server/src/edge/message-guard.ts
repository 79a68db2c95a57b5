/**
 * What stands between a client's frames and a room: only frames that our client sends get in, at
 * no more than a bounded rate, and nothing they contain can throw further than here.
 *
 * Colyseus's own `maxMessagesPerSecond` is not used: it counts on the room's clock, which stands
 * still while nothing is patched, and it lets a client it has closed come straight back.
 */
import { type Client, type ClientPrivate, ClientState, Protocol, type Room } from "@colyseus/core";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Frames a second; ours sends 45 at most (30 inputs, marks, pings). */
const FRAME_RATE = 80;
/** At once: what a link brings that has stalled for some seconds. */
const FRAME_BURST = 250;
/** Offences forgiven at once, and how many are forgotten a second. */
const STRIKES = 10;
const STRIKES_FORGOTTEN = 0.1;
/** Longest frame that our client sends is 12 bytes. */
const FRAME_MAX = 64;
/** Grace for the closing handshake (ms); who doesn't answer is cut off. */
const CLOSE_GRACE = 2000;

/** Code -> longest frame. In particular no ROOM_INPUT: its decoder can be made to loop for ever. */
const ALLOWED: Readonly<Record<number, number>> = {
  [Protocol.JOIN_ROOM]: 1,
  [Protocol.LEAVE_ROOM]: 1,
  [Protocol.ROOM_DATA]: FRAME_MAX,
  [Protocol.ROOM_DATA_BYTES]: FRAME_MAX,
};

type AnyClient = Client & ClientPrivate;
type FrameHandler = (client: AnyClient, frame: Buffer) => void;

export interface GuardHooks {
  /** The client has confirmed that it joined: there is somebody at the other end. */
  acknowledged(client: Client): void;
  /** One of the hooks threw. */
  failed(error: unknown): void;
}

interface Conduct {
  frames: TokenBucket;
  strikes: TokenBucket;
  expelled: boolean;
}
const records = new WeakMap<Client, Conduct>();

/** Puts the guard in front of everything that the room's clients send. */
export function guardMessages(room: Room, hooks: GuardHooks): void {
  const guarded = room as unknown as { _onMessage: FrameHandler };
  const handle = guarded._onMessage.bind(room);
  guarded._onMessage = (client, frame) => {
    if (!mayPass(client, frame)) return;
    const wasJoining = client.state === ClientState.JOINING;
    try {
      handle(client, frame);
    } catch {
      strike(client);
      return;
    }
    if (wasJoining && client.state === ClientState.JOINED) acknowledge(client, hooks);
  };
}

/** Counts an offence against a client; too many, and it is closed for good. */
export function strike(client: Client): void {
  const record = recordOf(client);
  if (record.expelled || record.strikes.take(performance.now())) return;
  record.expelled = true;
  client.leave(CloseReason.misbehaved);
  setTimeout(
    () => (client.ref as unknown as { terminate(): void }).terminate(),
    CLOSE_GRACE,
  ).unref();
}

/** Whether the client was closed for misbehaving: it may not come back. */
export const isExpelled = (client: Client): boolean => records.get(client)?.expelled === true;

function mayPass(client: AnyClient, frame: Buffer): boolean {
  const record = recordOf(client);
  if (record.expelled) return false;
  const allowed = Buffer.isBuffer(frame) && frame.length <= (ALLOWED[frame[0] ?? 0] ?? 0);
  if (allowed && record.frames.take(performance.now())) return true;
  strike(client);
  return false;
}

function acknowledge(client: Client, hooks: GuardHooks): void {
  try {
    hooks.acknowledged(client);
  } catch (error) {
    hooks.failed(error);
  }
}

function recordOf(client: Client): Conduct {
  let record = records.get(client);
  if (!record) {
    const now = performance.now();
    record = {
      frames: new TokenBucket(FRAME_RATE, FRAME_BURST, now),
      strikes: new TokenBucket(STRIKES_FORGOTTEN, STRIKES, now),
      expelled: false,
    };
    records.set(client, record);
  }
  return record;
}
