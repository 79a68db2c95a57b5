/**
 * Encodes a room's changes once for everybody, and lets each client's copy wait until there is news
 * for it.
 *
 * What waits is appended: the decoder reads one message with two patches like two messages, and a frame
 * costs the server 10 us whatever is in it. The stock serializer also hands the encoder's own buffer
 * to the sockets; one that is behind keeps it queued, and the next patch overwrites it. Here every
 * message is a copy.
 */
import { type Client, ClientState, Protocol, SchemaSerializer } from "@colyseus/core";
import { Encoder, type Schema } from "@colyseus/schema";
import { frameOf, writeFrame } from "./raw-frame.ts";

// Two such buffers are most of a room's memory. A full match state takes 1.4 kB; the default is 16.
Encoder.BUFFER_SIZE = 4096;

/** What a decoder reads as: what follows is about the root again. */
export const SWITCH_TO_ROOT = "\xff\x00";

export class OutboxSerializer<T extends Schema> extends SchemaSerializer<T> {
  /** Messages that wait, of clients for whom they are no news; one byte a character. */
  readonly #outboxes = new Map<Client, string>();

  /**
   * Sends what changed to those of `clients` for whom it is `news`, by their place in the list; the
   * others' copies wait. Returns the patch, for whoever else is to get it.
   */
  deliver(clients: readonly (Client | undefined)[], news: readonly boolean[]): string | undefined {
    const patch = this.#encode();
    const shared = patch === undefined ? undefined : frameOf(patch);
    for (let i = 0; i < clients.length; i++) {
      const client = clients[i];
      if (client?.state !== ClientState.JOINED) continue;
      const message = this.#append(client, patch);
      if (message === undefined) continue;
      if (news[i]) {
        this.#outboxes.delete(client);
        writeFrame(client, message === patch && shared ? shared : frameOf(message));
      } else {
        this.#outboxes.set(client, message);
      }
    }
    return patch;
  }

  /** Sends `frame` and, in the same write, what waits for this client: a write is what costs. */
  sendAlong(client: Client, frame: string): void {
    const waiting = this.#outboxes.get(client);
    if (waiting === undefined) return writeFrame(client, frame);
    this.#outboxes.delete(client);
    writeFrame(client, frame + frameOf(waiting));
  }

  /** The client is gone, and so is what waited for it. */
  forget(client: Client): void {
    this.#outboxes.delete(client);
  }

  override applyPatches(clients: Client[]): boolean {
    const { hasChanges } = this.encoder;
    const everybody = clients.map(() => true);
    this.deliver(clients, everybody);
    return hasChanges;
  }

  override getFullState(client?: Client): Uint8Array {
    return Buffer.from(super.getFullState(client));
  }

  /** What changed, as a message of its own; undefined when nothing did. */
  #encode(): string | undefined {
    if (!this.encoder.hasChanges) return undefined;
    this.needFullEncode = true;
    this.encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const { buffer, byteOffset, length } = this.encoder.encode({ offset: 1 });
    const patch = Buffer.from(buffer, byteOffset, length).toString("latin1");
    this.encoder.discardChanges();
    return patch;
  }

  #append(client: Client, patch: string | undefined): string | undefined {
    const waiting = this.#outboxes.get(client);
    if (waiting === undefined || patch === undefined) return patch ?? waiting;
    return waiting + SWITCH_TO_ROOT + patch.slice(1);
  }
}
