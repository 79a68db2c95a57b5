/** A process that was started beside others (supervisor.ts): they have one port between them. */
import type { IncomingMessage, Server } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import {
  leaveServer,
  listeningHandle,
  sendHandleToParent,
  stopReading,
} from "../node-internals.ts";
import { HEARTBEAT_EVERY } from "./liveness.ts";

/**
 * The argument by which a process knows that it was started by a supervisor: it listens on the port together with
 * the others, or where the system can't do that its supervisor listens for all.
 */
export const WORKER_ARGUMENTS = { shares: "--shares-port", handed: "--is-handed" } as const;
export type WorkerMode = keyof typeof WORKER_ARGUMENTS;

/** How the process with these arguments was started by a supervisor; undefined when it was not. */
export function workerMode(args: readonly string[]): WorkerMode | undefined {
  if (args.includes(WORKER_ARGUMENTS.shares)) return "shares";
  return args.includes(WORKER_ARGUMENTS.handed) ? "handed" : undefined;
}

/** What the supervisor sends along with a connection: what has been read of it, if anything. */
export interface HandedConnection {
  id: number;
  head: string;
}
/** What the supervisor asks for: another copy of the socket at which the process listens. */
export interface SocketCopyRequest {
  socketCopy: true;
}
/**
 * What a worker says: it is ready, at work, has a connection, here is one for another process,
 * or here is a copy of the socket at which it listens.
 */
export interface WorkerMessage {
  ready?: true;
  heartbeat?: true;
  socketCopy?: true;
  taken?: number;
  forWorker?: string;
  head?: string;
}

const PROCESS = /^\/([\w.-]{1,70})\//;

function isHandedConnection(message: unknown): message is HandedConnection {
  return typeof (message as HandedConnection).head === "string";
}

/** Sends the supervisor a copy of the socket at which `httpServer` listens, if it does. */
function sendSocketCopy(httpServer: Server): void {
  const handle = listeningHandle(httpServer);
  if (handle) sendHandleToParent({ socketCopy: true } satisfies WorkerMessage, handle);
}

/** Has `httpServer` answer the connections that the supervisor sends, and tells it that the process is at work. */
export function serveAsWorker(httpServer: Server): void {
  process.on("message", (message, socket) => {
    if ((message as Partial<SocketCopyRequest>).socketCopy) return sendSocketCopy(httpServer);
    if (!isHandedConnection(message)) return;
    process.send?.({ taken: message.id } satisfies WorkerMessage);
    // The peer may have gone on the way.
    if (!socket) return;
    const connection = socket as Socket;
    if (message.head) connection.unshift(Buffer.from(message.head, "latin1"));
    httpServer.emit("connection", connection);
    connection.resume();
  });
  // It looks after half-open connections only from then on.
  if (!httpServer.listening) httpServer.emit("listening");
  sendSocketCopy(httpServer);
  process.send?.({ ready: true } satisfies WorkerMessage);
  const sendHeartbeat = () => {
    // When the supervisor is gone this process ends, and needs nobody to tell it so.
    if (process.connected)
      process.send?.({ heartbeat: true } satisfies WorkerMessage, undefined, {}, () => {});
  };
  setInterval(sendHeartbeat, HEARTBEAT_EVERY).unref();
}

/**
 * Hands a socket that is for another process back to the supervisor; false when it is for this one.
 * Its client waits for an answer, so that nothing has come after its request.
 */
export function handToOtherWorker(name: string, request: IncomingMessage, socket: Duplex): boolean {
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
  process.send?.(
    { forWorker: to, head: head.join("\r\n") } satisfies WorkerMessage,
    socket as Socket,
  );
  return true;
}

/** A header of ours: the process it was for does not exist, and somebody has to say so. */
const PASSED = "x-quickpong-passed";
