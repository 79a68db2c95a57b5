/**
 * The HTTP server: everything from outside comes through here, and what is not an honest request
 * within its limits goes no further.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { HttpError } from "./body.ts";
import { setCorsHeaders, setSecurityHeaders } from "./headers.ts";
import { type Limits, socketsMax } from "./limits.ts";
import { type Asked, isLocal, isOriginAllowed, networkOf, readRequest } from "./request.ts";
import { type Behind, route, sendJson } from "./routes.ts";

/** Where a client connects its WebSocket: /<process>/<room>. */
const SOCKET_PATH = /^\/[\w-]{1,32}\/([\w-]{9})$/;
const SESSION = /^[\w-]{9}$/;
/** Half-open connections would live for 89 s by default (ms). */
const TIMEOUTS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2000,
};
/** Nothing moves on a connection for so long (ms): who does not read their answer holds a file open. */
const IDLE_MAX = 30_000;

/** Makes the server; it does not listen yet. */
export function createFront(behind: Behind, limits: Limits): Server {
  const server = createServer(TIMEOUTS, (request, response) => {
    answer(behind, limits, request, response).catch((error) => fail(behind, response, error));
  });
  server.timeout = IDLE_MAX;
  const counted = new WeakMap<Duplex, string>();
  if (behind.config.proxies === 0) {
    server.on("connection", (socket: Socket) => admit(limits, counted, socket));
  }
  server.on("upgrade", (request, socket: Duplex, head) => {
    socket.on("error", () => socket.destroy());
    const asked = readRequest(request, behind.config.proxies);
    const mayAsk = asked !== null && takeRequest(limits, asked);
    // Handed on, it is another's: no close will be heard here.
    if (mayAsk && behind.passOn(request, socket)) return uncount(limits, counted, socket);
    const status = mayAsk ? socketStatus(behind, limits, asked, request) : asked ? 429 : 400;
    if (asked && status === 101) return open(behind, limits, asked, request, socket, head);
    behind.refused(status);
    const refusal = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
    // An end alone would leave it open until the other side ends, too, if it ever does.
    socket.end(refusal, () => socket.destroy());
  });
  return server;
}

const takeRequest = ({ requests }: Limits, { local, address }: Asked): boolean =>
  local || requests.take(address, performance.now());

type Counted = WeakMap<Duplex, string>;

/** Counts a new connection, or ends it when its address has too many. */
function admit(limits: Limits, counted: Counted, socket: Socket): void {
  const address = socket.remoteAddress ?? "";
  if (isLocal(address)) return;
  const network = networkOf(address);
  if (!limits.connections.enter(network)) return void socket.destroy();
  counted.set(socket, network);
  socket.once("close", () => uncount(limits, counted, socket));
}

function uncount({ connections }: Limits, counted: Counted, socket: Duplex): void {
  const network = counted.get(socket);
  if (network !== undefined && counted.delete(socket)) connections.leave(network);
}

/** Hands on what becomes a WebSocket, counted until it closes. */
function open(
  behind: Behind,
  limits: Limits,
  { local, address }: Asked,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  if (!local) socket.once("close", () => limits.open.leave(address));
  behind.upgrade(request, socket, head);
}

async function answer(
  behind: Behind,
  limits: Limits,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const asked = readRequest(request, behind.config.proxies);
  if (!asked) throw new HttpError(400, "bad request");
  setSecurityHeaders(response, asked.host);
  if (!takeRequest(limits, asked)) throw new HttpError(429, "too many requests");
  const { origin } = request.headers;
  const { origins } = behind.config;
  if (origin !== undefined && origins.includes(origin)) setCorsHeaders(response, origin);
  if (asked.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  if (asked.method === "POST" && !isOriginAllowed(origin, asked, origins)) {
    throw new HttpError(403, "another origin");
  }
  await route(behind, limits, asked, request, response);
}

/** 101 when a WebSocket may be opened, else why not. */
function socketStatus(
  { config, online }: Behind,
  { open, sockets }: Limits,
  asked: Asked,
  request: IncomingMessage,
): number {
  const room = SOCKET_PATH.exec(asked.path)?.[1];
  // Colyseus looks rooms up in a plain object, which has more keys than there are rooms.
  if (room === undefined || room in Object.prototype) return 404;
  if (!SESSION.test(asked.query.get("sessionId") ?? "")) return 400;
  if (!isOriginAllowed(request.headers.origin, asked, config.origins)) return 403;
  if (online() >= socketsMax(config.maxPlayers)) return 503;
  if (asked.local) return 101;
  if (!sockets.take(asked.address, performance.now())) return 429;
  return open.enter(asked.address) ? 101 : 429;
}

function fail(behind: Behind, response: ServerResponse, error: unknown): void {
  const known = error instanceof HttpError;
  if (!known && !response.req.destroyed) behind.log.error({ err: error }, "request failed");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = known ? error.status : 500;
  behind.refused(status);
  // What is left of a body that we don't want to read is not worth keeping the connection.
  if (!response.req.complete) response.setHeader("Connection", "close");
  sendJson(response, status, { code: status, error: known ? error.message : "server error" });
}
