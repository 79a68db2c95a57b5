/**
 * Ends connections that bring more bytes than any client of ours, whatever they are.
 *
 * The message guard sees only whole messages of clients in a room. Pings, pongs, empty fragments, and
 * everything that comes before a seat is taken or after it was left are read as well, a microsecond or
 * more each, at whatever rate the line carries.
 */
import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import { strikes } from "./message-guard.ts";
import { TokenBucket } from "./token-bucket.ts";

/** Bytes a second, and at once. Ours bring 0.8 kB, and 5 kB after a stall of some seconds. */
const RATE = 4096;
const BURST = 16 * 1024;

/** From now on the socket's bytes are counted before they are read. */
export function boundIntake(socket: WebSocket): void {
  const stream = (socket as WebSocket & { _socket?: Socket })._socket;
  const [read] = stream?.listeners("data") ?? [];
  if (!stream || !read) return;
  const bytes = new TokenBucket(RATE, BURST, performance.now());
  stream.off("data", read as (chunk: Buffer) => void);
  stream.on("data", (chunk: Buffer) => {
    if (bytes.take(performance.now(), chunk.length)) return void read.call(stream, chunk);
    strikes.bytes++;
    socket.terminate();
  });
}
