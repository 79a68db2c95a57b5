/**
 * The HTTP server: everything from outside comes through here, and what is not an honest request
 * within its limits goes no further.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { HttpError } from "./body.ts";
import { setCorsHeaders, setSecurityHeaders } from "./headers.ts";
import { type Limits, socketsMax } from "./limits.ts";
import { isOriginAllowed, readRequest } from "./request.ts";
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

/** Makes the server; it does not listen yet. */
export function createFront(behind: Behind, limits: Limits): Server {
  const server = createServer(TIMEOUTS, (request, response) => {
    answer(behind, limits, request, response).catch((error) => fail(behind, response, error));
  });
  server.on("upgrade", (request, socket: Duplex, head) => {
    socket.on("error", () => socket.destroy());
    if (behind.passOn(request, socket)) return;
    const status = socketStatus(behind, limits, request);
    if (status === 101) return behind.upgrade(request, socket, head);
    behind.refused(status);
    socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return server;
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
  if (!asked.local && !limits.requests.take(asked.address, performance.now())) {
    throw new HttpError(429, "too many requests");
  }
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
function socketStatus(behind: Behind, limits: Limits, request: IncomingMessage): number {
  const { config } = behind;
  const asked = readRequest(request, config.proxies);
  if (!asked) return 400;
  const room = SOCKET_PATH.exec(asked.path)?.[1];
  // Colyseus looks rooms up in a plain object, which has more keys than there are rooms.
  if (room === undefined || room in Object.prototype) return 404;
  if (!SESSION.test(asked.query.get("sessionId") ?? "")) return 400;
  if (!isOriginAllowed(request.headers.origin, asked, config.origins)) return 403;
  if (behind.online() >= socketsMax(config.maxPlayers)) return 503;
  return asked.local || limits.sockets.take(asked.address, performance.now()) ? 101 : 429;
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
