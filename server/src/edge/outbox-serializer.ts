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
import { Encoder, type Schema } from "@colyseus/schema";
import type { Line } from "./line.ts";
import { frameOf, latin1 } from "./raw-frame.ts";

// A room's own buffers (two of 16 kB by default) would be most of its memory, and are not used.
const UNUSED_SIZE = 16;
Encoder.BUFFER_SIZE = UNUSED_SIZE;
/** Enough (bytes) for a full match state, which takes 1.4 kB. */
const SCRATCH_SIZE = 4096;

/** Where all rooms encode, one at a time: in the cache, unlike a buffer of each one's own. */
const patches = scratchFor(Protocol.ROOM_STATE_PATCH);
const fullStates = scratchFor(Protocol.ROOM_STATE);

/** What a decoder reads as: what follows is about the root again. */
export const SWITCH_TO_ROOT = "\xff\x00";

/** Where a player's frames go. */
export type Outlet = Pick<Line, "write">;

/** What a joiner's decoder needs to know of the state's classes: the same in every room. */
const handshakes = new Map<unknown, Uint8Array>();

export class OutboxSerializer<T extends Schema> extends SchemaSerializer<T> {
  /** By place: messages that wait because they are no news there; one byte a character. */
  readonly #waiting: (string | undefined)[] = [];

  /**
   * Sends what changed to those of `lines` for whom it is `news`, by their place in the list; the
   * others' copies wait. Returns the patch, for whoever else is to get it.
   */
  deliver(lines: readonly (Outlet | undefined)[], news: readonly boolean[]): string | undefined {
    const patch = this.#encode();
    const shared = patch === undefined ? undefined : frameOf(patch);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i];
      if (!line) continue;
      const message = append(this.#waiting[i], patch);
      if (message === undefined) continue;
      this.#waiting[i] = news[i] ? undefined : message;
      if (news[i]) line.write(message === patch && shared ? shared : frameOf(message));
    }
    return patch;
  }

  /** Sends `frame` and, in the same write, what waits at this place: a write is what costs. */
  sendAlong(place: number, line: Outlet, frame: string): void {
    const waiting = this.#waiting[place];
    this.#waiting[place] = undefined;
    line.write(waiting === undefined ? frame : frame + frameOf(waiting));
  }

  /** Nothing waits at this place any more: whoever comes there gets the full state. */
  forget(place: number): void {
    this.#waiting[place] = undefined;
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
    Encoder.BUFFER_SIZE = SCRATCH_SIZE;
    try {
      return super.handshake();
    } finally {
      Encoder.BUFFER_SIZE = UNUSED_SIZE;
    }
  }

  override getFullState(): Uint8Array {
    return Buffer.from(this.encoder.encodeAll({ offset: 1 }, fullStates));
  }

  /** What changed, as a message of its own; undefined when nothing did. */
  #encode(): string | undefined {
    if (!this.encoder.hasChanges) return undefined;
    const patch = latin1(this.encoder.encode({ offset: 1 }, undefined, patches));
    this.encoder.discardChanges();
    return patch;
  }
}

function scratchFor(code: number): Buffer {
  const buffer = Buffer.alloc(SCRATCH_SIZE);
  buffer[0] = code;
  return buffer;
}

/** One message with what waits and what is new. */
function append(waiting: string | undefined, patch: string | undefined): string | undefined {
  if (waiting === undefined || patch === undefined) return patch ?? waiting;
  return waiting + SWITCH_TO_ROOT + patch.slice(1);
}
