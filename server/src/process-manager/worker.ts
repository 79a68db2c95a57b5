/** A process that was launched beside others (supervisor.ts): they have one port between them. */
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { HEARTBEAT_EVERY } from "../cluster/liveness.ts";
import {
  leaveServer,
  listeningHandle,
  sendHandleToParent,
  stopReading,
} from "../node-internals.ts";

/**
 * The argument by which a process knows that it was launched: it listens on the port together with
 * the others, or where the system can't do that its launcher listens for all.
 */
export const LAUNCHED = { shares: "--shares-port", handed: "--is-handed" } as const;
export type WorkerMode = keyof typeof LAUNCHED;

/** How the process with these arguments was launched; undefined when it was not. */
export function workerMode(args: readonly string[]): WorkerMode | undefined {
  if (args.includes(LAUNCHED.shares)) return "shares";
  return args.includes(LAUNCHED.handed) ? "handed" : undefined;
}

/** What the launcher sends along with a connection: what has been read of it, if anything. */
export interface Handed {
  id: number;
  head: string;
}
/** What the launcher asks for: another copy of the socket at which the process listens. */
export interface AskedForDoor {
  door: true;
}
/**
 * What a launched process says: it is ready, at work, has a connection, here is one for another process,
 * or here is a copy of the socket at which it listens.
 */
export interface Said {
  ready?: true;
  beat?: true;
  door?: true;
  taken?: number;
  passOn?: string;
  head?: string;
}

const PROCESS = /^\/([\w.-]{1,70})\//;

function isHanded(message: unknown): message is Handed {
  return typeof (message as Handed).head === "string";
}

/** Sends the launcher a copy of the socket at which `front` listens, if it does. */
function sendDoor(front: Server): void {
  const handle = listeningHandle(front);
  if (handle) sendHandleToParent({ door: true } satisfies Said, handle);
}

/** Has `front` answer the connections that the launcher sends, and tells it that the process is at work. */
export function serveHanded(front: Server): void {
  process.on("message", (message, socket) => {
    if ((message as Partial<AskedForDoor>).door) return sendDoor(front);
    if (!isHanded(message)) return;
    process.send?.({ taken: message.id } satisfies Said);
    // The peer may have gone on the way.
    if (!socket) return;
    const connection = socket as Socket;
    if (message.head) connection.unshift(Buffer.from(message.head, "latin1"));
    front.emit("connection", connection);
    connection.resume();
  });
  // It looks after half-open connections only from then on.
  if (!front.listening) front.emit("listening");
  sendDoor(front);
  process.send?.({ ready: true } satisfies Said);
  const beat = () => {
    // When the launcher is gone this process ends, and needs nobody to tell it so.
    if (process.connected) process.send?.({ beat: true } satisfies Said, undefined, {}, () => {});
  };
  setInterval(beat, HEARTBEAT_EVERY).unref();
}

/**
 * Hands a socket that is for another process back to the launcher; false when it is for this one.
 * Its client waits for an answer, so that nothing has come after its request.
 */
export function passOn(name: string, request: IncomingMessage, socket: Duplex): boolean {
  const to = PROCESS.exec(request.url ?? "")?.[1];
  if (to === undefined || to === name || request.headers[PASSED]) return false;
  const head = [`${request.method} ${request.url} HTTP/1.1`];
  const { rawHeaders } = request;
  for (let n = 0; n < rawHeaders.length; n += 2)
    head.push(`${rawHeaders[n]}: ${rawHeaders[n + 1]}`);
  head.push(`${PASSED}: 1`, "", "");
  // Node would go on reading it until the other side has confirmed that it has it, and drop what it reads.
  stopReading(socket);
  leaveServer(socket);
  process.send?.({ passOn: to, head: head.join("\r\n") } satisfies Said, socket as Socket);
  return true;
}

/** A header of ours: the process it was for does not exist, and somebody has to say so. */
const PASSED = "x-quickpong-passed";
