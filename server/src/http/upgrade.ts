/** Connections that ask to become WebSockets: to a room whose seat was reserved, or into the lobby. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { LOBBY_ENDPOINT } from "@quickpong/shared/protocol/messages.ts";
import { type Limits, socketsMax } from "../limits/limits.ts";
import { keepCookie } from "../players/cookie.ts";
import { HttpError, toObject } from "./body.ts";
import { LOBBY_SEAT } from "./matchmake-path.ts";
import { renewWith } from "./renewed-cookie.ts";
import { type RequestInfo, readRequest } from "./request-info.ts";
import type { HttpBackend } from "./routes.ts";
import { spend, spendCode } from "./spend.ts";
import { joiningVisitor } from "./visitor.ts";

export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** The socket is another process's from now on: no close will be heard here. */
  handedOn(): void;
}

/** Where a client connects to take a seat: /<process>/<room>; a worker adds a number to its name. */
const SEAT_PATH = /^\/([\w.-]{1,70})\/([\w-]{9})$/;
const SESSION = /^[\w-]{9}$/;
/** Where one connects to be seated in the lobby at once; docs/adr/0013 says what for. */
const LOBBY_PATH = `/${LOBBY_ENDPOINT.processId}/${LOBBY_ENDPOINT.roomId}`;

/** Opens the WebSocket, hands it on to its process, or refuses it with a status. */
export function upgrade(backend: HttpBackend, limits: Limits, wanted: Upgrade): void {
  const { socket } = wanted;
  socket.on("error", () => socket.destroy());
  open(backend, limits, wanted).catch((error) => {
    const known = error instanceof HttpError;
    if (!known) backend.log.error({ err: error }, "upgrade failed");
    refuse(backend, socket, known ? error.status : 500);
  });
}

async function open(backend: HttpBackend, limits: Limits, wanted: Upgrade): Promise<void> {
  const { request, socket, head } = wanted;
  const info = readRequest(request, backend.config.proxies);
  if (!info) throw new HttpError(400, "bad request");
  backend.adviseOnProxies(info);
  spend(limits.requests, info);
  const toLobby = info.path === LOBBY_PATH;
  const seat = toLobby ? undefined : seatIn(info);
  backend.originGuard.check(request.headers.origin, info);
  // Before it is handed on: one connection after the other can be, and a flood would jam the way.
  spend(limits.sockets, info);
  if (seat && backend.passOn(request, socket)) return wanted.handedOn();
  if (seat) backend.strayed(seat.process, seat.room);
  if (backend.online() >= socketsMax(backend.config.maxPlayers)) throw new HttpError(503, "full");
  countSocket(limits, info, socket);
  if (toLobby) request.url = await seatInLobby(backend, limits, info, request);
  if (!socket.destroyed) backend.upgrade(request, socket, head);
}

function seatIn({ path, query }: RequestInfo): { process: string; room: string } {
  const [, process = "", room] = SEAT_PATH.exec(path) ?? [];
  // Colyseus looks rooms up in a plain object, which has more keys than there are rooms.
  if (room === undefined || room in Object.prototype) throw new HttpError(404, "no such room");
  if (!SESSION.test(query.get("sessionId") ?? "")) throw new HttpError(400, "no session");
  return { process, room };
}

/** One more of this address's WebSockets, until it closes. */
function countSocket({ open }: Limits, info: RequestInfo, socket: Duplex): void {
  if (info.local) return;
  if (!open.enter(info.address)) throw new HttpError(429, "too many sockets");
  socket.once("close", () => open.leave(info.address));
}

/** The address that a seat in the lobby would have had, once there is a place. */
async function seatInLobby(
  backend: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
): Promise<string> {
  if (!backend.isOpen()) throw new HttpError(503, "shutting down");
  spend(limits.joins, info);
  const options = toObject(info.query.get(LOBBY_ENDPOINT.options) ?? "");
  if (options["daily"] === true) spend(limits.dailies, info);
  await spendCode(limits, info, options.code, backend.invite);
  const visitor = joiningVisitor(request, info, backend.config, options);
  if (visitor.malformed) backend.badCookie("malformed");
  if (visitor.secret) renewWith(request, keepCookie(visitor.secret, visitor.place));
  const from = { ...info, visitor };
  const seat = (await backend.matchmake(LOBBY_SEAT, options, from)) as Record<string, string>;
  const query = new URLSearchParams({ sessionId: seat.sessionId ?? "" });
  if (info.query.has("skipHandshake")) query.set("skipHandshake", "1");
  return `/${seat.processId}/${seat.roomId}?${query}`;
}

function refuse(backend: HttpBackend, socket: Duplex, status: number): void {
  backend.refused(status);
  const refusal = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  // An end alone would leave it open until the other side ends, too, if it ever does.
  socket.end(refusal, () => socket.destroy());
}
