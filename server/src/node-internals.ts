/**
 * Every member of Node's own objects that Node does not promise, behind functions with types;
 * docs/UPGRADING.md says what breaks each and which test guards it. Without one of them the server still
 * works, as each function says.
 */
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server, Socket } from "node:net";
import { Duplex } from "node:stream";

/** Major versions of Node that the tests have passed with. */
export const TESTED_NODE_MAJORS: readonly number[] = [24];

/** The system's side of a socket: Node sends it from process to process, and gives it no type. */
export interface SystemHandle {
  close(): void;
}

type WithHandle = { _handle?: (SystemHandle & { readStop?(): void }) | null };
type WithParser = { parser?: { onIncoming?: (() => number) | null } | null };

/** Said of a request, the rest of the chunk is not HTTP. */
const NO_MORE = 2;

/** What is not as it was in the versions of Node that were tested; empty when all of it is. */
export const missingInNode: readonly string[] = findMissing();

/**
 * Has Node's parser read no further request from this socket. Without the parser's hook it does nothing,
 * and the rest of a chunk is parsed for nothing.
 */
export function stopParsing(socket: Duplex): void {
  const { parser } = socket as WithParser;
  if (parser?.onIncoming) parser.onIncoming = () => NO_MORE;
}

/**
 * Has Node read nothing more from the system for this socket, at once. Without the handle it does nothing,
 * and what comes in while the socket is handed to another process is lost.
 */
export function stopReading(socket: Duplex): void {
  (socket as WithHandle)._handle?.readStop?.();
}

/** The handle at which a server listens, to be sent to another process; undefined when there is none. */
export const listeningHandle = (server: Server): SystemHandle | undefined =>
  (server as WithHandle)._handle ?? undefined;

/** Sends a listening handle along with `message` to the parent process, if there is one. */
export function sendHandleToParent(message: object, handle: SystemHandle): void {
  process.send?.(message, handle as unknown as Server);
}

/** What came along with a message from a child, as the handle that `sendHandleToParent` has sent. */
export const receivedHandle = (sent: unknown): SystemHandle => sent as SystemHandle;

/** Has a server listen at a handle that another process has sent. */
export function listenAt(server: Server, handle: SystemHandle, backlog: number): void {
  server.listen({ _handle: handle }, backlog);
}

/** Takes a socket out of the connections of the server it came to, for it is handed to another process. */
export function leaveServer(socket: Duplex): void {
  Object.assign(socket, { server: undefined });
}

function findMissing(): string[] {
  const missing: string[] = [];
  if (!("_handle" in new Socket())) missing.push("Socket._handle");
  if (!("_handle" in createServer())) missing.push("Server._handle");
  const { parser } = parsedStream() as WithParser;
  if (typeof parser?.onIncoming !== "function") missing.push("socket.parser.onIncoming");
  return missing;
}

/** A stream that Node's HTTP server parses; it was never open, and is closed already. */
function parsedStream(): Duplex {
  const stream = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  createHttpServer().emit("connection", stream);
  const { parser } = stream as WithParser;
  const seen = Object.assign(new Duplex(), { parser: parser && { onIncoming: parser.onIncoming } });
  stream.destroy();
  return seen;
}
