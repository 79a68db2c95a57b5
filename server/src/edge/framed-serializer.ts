/**
 * Sends a room's patches as copies, made once for all its clients.
 *
 * The stock serializer hands the encoder's own buffer to the sockets. One that is behind keeps it
 * queued, and the next patch overwrites what it has not sent yet.
 */
import { type Client, ClientState, Protocol, SchemaSerializer } from "@colyseus/core";
import { Encoder, type Schema } from "@colyseus/schema";

// Two such buffers are most of a room's memory. A full match state takes 1.4 kB; the default is 16.
Encoder.BUFFER_SIZE = 4096;

export class FramedSerializer<T extends Schema> extends SchemaSerializer<T> {
  override applyPatches(clients: Client[]): boolean {
    if (clients.length === 0 || !this.encoder.hasChanges) return super.applyPatches(clients);
    this.needFullEncode = true;
    this.encoder.sharedBuffer[0] = Protocol.ROOM_STATE_PATCH;
    const frame = Buffer.from(this.encoder.encode({ offset: 1 }));
    for (const client of clients) {
      if (client.state === ClientState.JOINED) client.raw(frame);
    }
    this.encoder.discardChanges();
    return true;
  }

  override getFullState(client?: Client): Uint8Array {
    return Buffer.from(super.getFullState(client));
  }
}
