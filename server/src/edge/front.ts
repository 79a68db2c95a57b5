/**
 * The HTTP server: everything from outside comes through here, and what is not an honest request
 * within its limits goes no further.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Logger } from "pino";
import type { Config } from "../config.ts";
import { HttpError, readObject } from "./body.ts";
import { setCorsHeaders, setSecurityHeaders } from "./headers.ts";
import { createLimits, JOIN_BODY_MAX, REPORT_BODY_MAX, SOCKETS_PER_PLAYER } from "./limits.ts";
import { MATCHMAKE } from "./matchmake.ts";
import { type Asked, isOriginAllowed, readRequest } from "./request.ts";
import type { StaticFiles } from "./static-files.ts";

/** What is behind the front. */
export interface Behind {
  config: Config;
  log: Logger;
  /** Answers a request to join or to come back. */
  matchmake(path: string, options: Record<string, unknown>): Promise<unknown>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  clientError(report: Record<string, unknown>): void;
  staticFiles: StaticFiles;
  /** Sockets open. */
  online(): number;
  /** What /healthz says; null while shutting down. */
  health(): object | null;
}

/** Where a client connects its WebSocket: /<process>/<room>. */
const SOCKET_PATH = /^\/[\w-]{1,32}\/([\w-]{9})$/;
const SESSION = /^[\w-]{9}$/;

export function createFront(behind: Behind): Server {
  const limits = createLimits();
  const server = createServer(
    // Half-open connections would live for 89 s by default.
    { headersTimeout: 5000, requestTimeout: 10_000, connectionsCheckingInterval: 2000 },
    (request, response) => {
      answer(request, response).catch((error) => fail(response, error));
    },
  );
  server.on("upgrade", (request, socket: Duplex, head) => {
    socket.on("error", () => socket.destroy());
    const status = socketStatus(request);
    if (status !== 101) return refuse(socket, status);
    behind.upgrade(request, socket, head);
  });
  return server;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = readRequest(request, behind.config.proxies);
    if (!asked) throw new HttpError(400, "bad request");
    setSecurityHeaders(response, asked.host);
    if (!asked.local && !limits.requests.take(asked.address, performance.now())) {
      throw new HttpError(429, "too many requests");
    }
    const { origin } = request.headers;
    if (origin !== undefined && behind.config.origins.includes(origin)) {
      setCorsHeaders(response, origin);
    }
    if (asked.method === "OPTIONS") return void response.writeHead(204).end();
    if (asked.method === "POST") return post(asked, request, response);
    if (asked.method !== "GET" && asked.method !== "HEAD") throw new HttpError(405, "not allowed");
    get(asked, request, response);
  }

  function get(asked: Asked, request: IncomingMessage, response: ServerResponse): void {
    if (asked.path === "/healthz") {
      const health = behind.health();
      return sendJson(response, health ? 200 : 503, health ?? { status: "shutting down" });
    }
    if (asked.path === "/api/online") return sendJson(response, 200, { online: behind.online() });
    behind.staticFiles(request, response);
  }

  async function post(
    asked: Asked,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { config } = behind;
    if (!isOriginAllowed(request.headers.origin, asked.host, config.origins)) {
      throw new HttpError(403, "another origin");
    }
    const now = performance.now();
    if (MATCHMAKE.test(asked.path)) {
      if (!asked.local && !limits.joins.take(asked.address, now))
        throw new HttpError(429, "slow down");
      const options = await readObject(request, JOIN_BODY_MAX);
      return sendJson(response, 200, await behind.matchmake(asked.path, options));
    }
    if (asked.path === "/client-errors") {
      if (!limits.reports.take(asked.address, now)) throw new HttpError(429, "slow down");
      behind.clientError(await readObject(request, REPORT_BODY_MAX));
      return void response.writeHead(204).end();
    }
    throw new HttpError(404, "not found");
  }

  /** 101 when a WebSocket may be opened, else why not. */
  function socketStatus(request: IncomingMessage): number {
    const { config } = behind;
    const asked = readRequest(request, config.proxies);
    if (!asked) return 400;
    const room = SOCKET_PATH.exec(asked.path)?.[1];
    // Colyseus looks rooms up in a plain object, which has more keys than there are rooms.
    if (room === undefined || room in Object.prototype) return 404;
    if (!SESSION.test(asked.query.get("sessionId") ?? "")) return 400;
    if (!isOriginAllowed(request.headers.origin, asked.host, config.origins)) return 403;
    if (behind.online() >= config.maxPlayers * SOCKETS_PER_PLAYER) return 503;
    return asked.local || limits.sockets.take(asked.address, performance.now()) ? 101 : 429;
  }

  function fail(response: ServerResponse, error: unknown): void {
    const known = error instanceof HttpError;
    if (!known) behind.log.error({ err: error }, "request failed");
    if (response.headersSent) return void response.destroy();
    const status = known ? error.status : 500;
    // What is left of a body that we don't want to read is not worth keeping the connection.
    if (!response.req.complete) response.setHeader("Connection", "close");
    sendJson(response, status, { code: status, error: known ? error.message : "server error" });
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.setHeader("Cache-Control", "no-store");
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
