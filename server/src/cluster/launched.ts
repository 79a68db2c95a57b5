/** A process that was launched beside others (launch.ts): it has no port of its own. */
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** The argument by which a process knows that it was launched. */
export const LAUNCHED = "--launched";

/** What the launcher sends along with a connection: what has been read of it, if anything. */
export interface Handed {
  head: string;
}
/** What a launched process says: whether it is ready, or here is a connection for another one. */
export interface Said {
  ready?: boolean;
  passOn?: string;
  head?: string;
}

const PROCESS = /^\/([\w-]{1,32})\//;

export function isHanded(message: unknown): message is Handed {
  return typeof (message as Handed).head === "string";
}

/** Has `front` answer the connections that the launcher accepts. */
export function serveHanded(front: Server): void {
  process.on("message", (message, socket) => {
    // The peer may have gone on the way.
    if (!isHanded(message) || !socket) return;
    const connection = socket as Socket;
    if (message.head) connection.unshift(Buffer.from(message.head, "latin1"));
    front.emit("connection", connection);
    connection.resume();
  });
  // It never listens, and looks after half-open connections only from then on.
  front.emit("listening");
  process.send?.({ ready: true } satisfies Said);
}

/** From now on the launcher sends only those who come back to a room of ours. */
export function serveNobodyNew(): void {
  if (process.connected) process.send?.({ ready: false } satisfies Said);
}

/**
 * Hands a socket that is for another process back to the launcher; false when it is for this one.
 * Its client waits for an answer, so that there is nothing else to be read.
 */
export function passOn(name: string, request: IncomingMessage, socket: Duplex): boolean {
  const to = PROCESS.exec(request.url ?? "")?.[1];
  if (to === undefined || to === name || request.headers[PASSED]) return false;
  const head = [`${request.method} ${request.url} HTTP/1.1`];
  const { rawHeaders } = request;
  for (let n = 0; n < rawHeaders.length; n += 2)
    head.push(`${rawHeaders[n]}: ${rawHeaders[n + 1]}`);
  head.push(`${PASSED}: 1`, "", "");
  // Node would count it among the connections of a server that has handed it over.
  Object.assign(socket, { server: undefined });
  process.send?.({ passOn: to, head: head.join("\r\n") } satisfies Said, socket as Socket);
  return true;
}

/** A header of ours: the process it was for does not exist, and somebody has to say so. */
const PASSED = "x-quickpong-passed";
