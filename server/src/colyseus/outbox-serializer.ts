/**
 * Encodes a room's changes once for everybody, and lets each client's copy wait until there is news
 * for it.
 *
 * What waits is appended: the decoder reads one message with two patches like two messages, and a frame
 * costs the server 10 us whatever is in it. The stock serializer also hands the encoder's own buffer
 * to the sockets; one that is behind keeps it queued, and the next patch overwrites it. Here every
 * message is a copy.
 */
import { Protocol, SchemaSerializer } from "@colyseus/core";
import type { Schema } from "@colyseus/schema";
import type { Connection } from "../ws/connection.ts";
import { frameIn, HEAD_ROOM } from "../ws/frames.ts";
import { encodeChanges, encodeFullState, setEncoderBufferSize } from "./colyseus-internals.ts";
import { Outbox, PATCH_AT } from "./outbox.ts";

// A room's own buffers (two of 16 kB by default) would be most of its memory, and are not used.
const UNUSED_SIZE = 16;
setEncoderBufferSize(UNUSED_SIZE);
/** Enough (bytes) for a full match state, which takes 1.4 kB. */
const SCRATCH_SIZE = 4096;

/** Where all rooms encode, one at a time: in the cache, unlike a buffer of each one's own. */
const patches = Buffer.alloc(SCRATCH_SIZE);
patches[HEAD_ROOM] = Protocol.ROOM_STATE_PATCH;
/** Where the encoder is in there. */
const at = { offset: 0 };
const fullStates = Buffer.alloc(SCRATCH_SIZE);
fullStates[0] = Protocol.ROOM_STATE;

/** Where a player's frames go. */
export type Outlet = Pick<Connection, "write">;

/** What a joiner's decoder needs to know of the state's classes: the same in every room. */
const handshakes = new Map<unknown, Uint8Array>();

export class OutboxSerializer<T extends Schema> extends SchemaSerializer<T> {
  /** By place: what is no news there. */
  readonly #waiting: Outbox[] = [];

  /**
   * Sends what changed to those of `outlets` for whom it is `news`, by their place in the list; the
   * others' copies wait. Returns the patch, one byte a character, when it is `watched`.
   */
  deliver(
    outlets: readonly (Outlet | undefined)[],
    news: readonly boolean[],
    watched = false,
  ): string | undefined {
    const end = this.#encode();
    let frame: string | undefined;
    for (let i = 0; i < outlets.length; i++) {
      const outlet = outlets[i];
      if (!outlet) continue;
      const waiting = this.#outbox(i);
      if (news[i] && waiting.isEmpty) {
        if (end === 0) continue;
        frame ??= frameIn(patches, end);
        outlet.write(frame);
        continue;
      }
      if (end > 0) waiting.add(patches, end);
      if (news[i] || waiting.isFull) outlet.write(waiting.take());
    }
    return watched && end > 0 ? patches.toString("latin1", HEAD_ROOM, end) : undefined;
  }

  /** Sends `frame` and, in the same write, what waits at this place: a write is what costs. */
  sendAlong(place: number, outlet: Outlet, frame: string): void {
    const waiting = this.#outbox(place);
    outlet.write(waiting.isEmpty ? frame : frame + waiting.take());
  }

  /** Nothing waits at this place any more: the next client there gets the full state. */
  forget(place: number): void {
    this.#outbox(place).clear();
  }

  /** Colyseus's own patches are not used: they would go out at its own times. */
  override applyPatches(): boolean {
    return this.encoder.hasChanges;
  }

  override handshake(): Uint8Array {
    const kind = this.encoder.state.constructor;
    const known = handshakes.get(kind) ?? this.#describe();
    handshakes.set(kind, known);
    return known;
  }

  /** Colyseus makes an encoder for that, which does use its own buffer. */
  #describe(): Uint8Array {
    setEncoderBufferSize(SCRATCH_SIZE);
    try {
      return super.handshake();
    } finally {
      setEncoderBufferSize(UNUSED_SIZE);
    }
  }

  override getFullState(): Uint8Array {
    return Buffer.from(encodeFullState(this.encoder, fullStates));
  }

  #outbox(place: number): Outbox {
    this.#waiting[place] ??= new Outbox();
    return this.#waiting[place];
  }

  /** Writes what changed into `patches`, and returns where it ends; 0 when nothing did. */
  #encode(): number {
    if (!this.encoder.hasChanges) return 0;
    at.offset = PATCH_AT;
    encodeChanges(this.encoder, at, patches);
    if (at.offset > SCRATCH_SIZE) throw new Error(`a patch of ${at.offset} bytes`);
    return at.offset;
  }
}
