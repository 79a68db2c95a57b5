/**
 * As if a proxy were in front: who names no address comes from one of their own, for each connection. What
 * comes from nowhere would share the limits of one address, bots and faults' players among it.
 */
import { type IncomingMessage, Server } from "node:http";

const { emit } = Server.prototype;
Server.prototype.emit = function (this: Server, ...emitted: Parameters<typeof emit>) {
  const [event, request] = emitted as unknown as [string, Partial<IncomingMessage> | undefined];
  const { headers, socket } = request ?? {};
  if ((event === "request" || event === "upgrade") && headers) {
    const port = socket?.remotePort ?? 0;
    headers["x-forwarded-for"] ??= `198.18.${port >> 8}.${port & 255}`;
  }
  return emit.apply(this, emitted);
} as typeof emit;
