/**
 * The HTTP server: everything from outside comes through here, and what is not an honest request
 * within its limits goes no further.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { withoutBase } from "@quickpong/shared/protocol/public-url.ts";
import type { Limits } from "../limits/limits.ts";
import { stopParsing } from "../node-internals.ts";
import { HttpError } from "./body.ts";
import { householdOf, isLocal } from "./client-address.ts";
import { setCorsHeaders, setSecurityHeaders } from "./headers.ts";
import { type RequestInfo, readRequest } from "./request-info.ts";
import { type HttpBackend, route } from "./routes.ts";
import { sendJson } from "./send-json.ts";
import { spend } from "./spend.ts";
import { upgrade } from "./upgrade.ts";

/** Half-open connections would live for 89 s by default (ms). */
const OPTIONS = {
  headersTimeout: 5000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 2000,
  // Some probes name none; readRequest says which requests have to.
  requireHostHeader: false,
  // A client that offers another protocol, as Java's does HTTP/2, gets its answer in this one.
  shouldUpgradeCallback: ({ headers }: IncomingMessage) =>
    headers.upgrade?.toLowerCase() === "websocket",
};
/** Nothing moves on a connection for so long (ms): nobody reads its answer. Node looks twice. */
const IDLE_MAX = 30_000;
/**
 * How long a connection without a request stays open (ms). A balancer that sends one just as the server
 * closes it loses it, so this is longer than theirs: 60 s for nginx, HAProxy and AWS; 600 s for Google.
 */
const KEEP_ALIVE = { ofBrowsers: 65_000, ofProxies: 620_000 };
/** Methods that change nothing, and may come from pages of any origin. */
const READS = ["GET", "HEAD", "OPTIONS"];
/** Another process is there by then, or a place in this one (s). */
const RETRY_AFTER = 5;

/** Makes the server; it does not listen yet. */
export function createHttpServer(backend: HttpBackend, limits: Limits): Server {
  const basePath = backend.config.publicAddress?.basePath ?? "";
  const server = createServer(OPTIONS, (request, response) => {
    request.url = withoutBase(request.url ?? "", basePath);
    // An earlier request of its connection has no answer yet, which no browser and no proxy would have.
    if (response.socket === null) return cutPipeline(request.socket);
    answer(backend, limits, request, response).catch((error) => fail(backend, response, error));
  });
  server.timeout = IDLE_MAX;
  server.keepAliveTimeout =
    backend.config.proxies > 0 ? KEEP_ALIVE.ofProxies : KEEP_ALIVE.ofBrowsers;
  // Of a crowd that comes at once, Node takes hundreds of connections and requests in one go.
  for (const event of ["connection", "request", "upgrade"]) server.on(event, backend.runDueTicks);
  const counted = new WeakMap<Duplex, string>();
  if (backend.config.proxies === 0) {
    server.on("connection", (socket: Socket) => admit(limits, counted, socket));
  }
  server.on("upgrade", (request, socket: Duplex, head) => {
    request.url = withoutBase(request.url ?? "", basePath);
    // Handed on, it is another's: no close will be heard here.
    const handedOn = () => uncount(limits, counted, socket);
    upgrade(backend, limits, { request, socket, head, handedOn });
  });
  return server;
}

/**
 * Ends the connection of a client that does not wait for answers. Of a chunk Node reads all requests
 * before it can stop, and 64 kB are 2,300 of them: 30 ms, and 0.4 with the parser told to stop.
 */
function cutPipeline(socket: Socket): void {
  stopParsing(socket);
  socket.destroy();
}

type Counted = WeakMap<Duplex, string>;

/** Counts a new connection, or ends it when its address has too many. */
function admit(limits: Limits, counted: Counted, socket: Socket): void {
  const address = socket.remoteAddress ?? "";
  if (isLocal(address)) return;
  const network = householdOf(address);
  if (!limits.connections.enter(network)) return void socket.destroy();
  counted.set(socket, network);
  socket.once("close", () => uncount(limits, counted, socket));
}

function uncount({ connections }: Limits, counted: Counted, socket: Duplex): void {
  const network = counted.get(socket);
  if (network !== undefined && counted.delete(socket)) connections.leave(network);
}

async function answer(
  backend: HttpBackend,
  limits: Limits,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const info = readRequest(request, backend.config.proxies);
  if (!info) throw new HttpError(400, "bad request");
  backend.adviseOnProxies(info);
  const { origins, frames } = backend.config;
  setSecurityHeaders(response, info.host, isEmbedded(info.path) ? EVERYBODY : frames);
  spendRequest(backend, limits, info, request);
  const { origin } = request.headers;
  if (origin !== undefined && [...origins, ...frames].includes(origin)) {
    setCorsHeaders(response, origin);
  }
  if (info.method === "OPTIONS") {
    response.writeHead(204).end();
    return;
  }
  if (!READS.includes(info.method)) backend.originGuard.check(origin, info);
  await route(backend, limits, info, request, response);
}

/** A replay without its tools, for anybody's page: no cookie of ours comes with it, so nothing can be taken. */
const isEmbedded = (path: string): boolean => path.startsWith("/embed/");
const EVERYBODY: readonly string[] = ["*"];

/** Files of the build have a budget of their own, so that a class behind one address gets its pages. */
function spendRequest(
  { staticFiles }: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
): void {
  const isRead = info.method === "GET" || info.method === "HEAD";
  const cost = isRead ? staticFiles.cost(request, info.path) : undefined;
  if (cost === undefined) return spend(limits.requests, info);
  spend(limits.files, info, cost);
}

function fail(backend: HttpBackend, response: ServerResponse, error: unknown): void {
  const known = error instanceof HttpError;
  if (!known && !response.req.destroyed) backend.log.error({ err: error }, "request failed");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const status = known ? error.status : 500;
  backend.refused(status);
  if (status === 503) response.setHeader("Retry-After", RETRY_AFTER);
  // What is left of a body that we don't want to read is not worth keeping the connection, and a client that
  // asks too much is to open another one for each request.
  if (status === 429 || !response.req.complete) response.setHeader("Connection", "close");
  sendJson(response, status, { code: status, error: known ? error.message : "server error" });
}
