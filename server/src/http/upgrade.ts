/** Connections that ask to become WebSockets: to a room whose seat was reserved, or into the lobby. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { LOBBY_DOOR } from "@quickpong/shared/protocol/messages.ts";
import { type Limits, socketsMax } from "../limits/limits.ts";
import { HttpError, toObject } from "./body.ts";
import { LOBBY_SEAT } from "./matchmake-path.ts";
import { type RequestInfo, readRequest } from "./request-info.ts";
import type { HttpBackend } from "./routes.ts";
import { spend, spendCode } from "./spend.ts";

export interface Upgrade {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  /** The socket is another process's from now on: no close will be heard here. */
  handedOn(): void;
}

/** Where a client connects to take a seat: /<process>/<room>; a launched process adds a number to its name. */
const SEAT_PATH = /^\/([\w.-]{1,70})\/([\w-]{9})$/;
const SESSION = /^[\w-]{9}$/;
/** Where one connects to be seated in the lobby at once; docs/adr/0013 says what for. */
const DOOR_PATH = `/${LOBBY_DOOR.processId}/${LOBBY_DOOR.roomId}`;

/** Opens the WebSocket, hands it on to its process, or refuses it with a status. */
export function upgrade(behind: HttpBackend, limits: Limits, wanted: Upgrade): void {
  const { socket } = wanted;
  socket.on("error", () => socket.destroy());
  open(behind, limits, wanted).catch((error) => {
    const known = error instanceof HttpError;
    if (!known) behind.log.error({ err: error }, "upgrade failed");
    refuse(behind, socket, known ? error.status : 500);
  });
}

async function open(behind: HttpBackend, limits: Limits, wanted: Upgrade): Promise<void> {
  const { request, socket, head } = wanted;
  const asked = readRequest(request, behind.config.proxies);
  if (!asked) throw new HttpError(400, "bad request");
  behind.adviseOnProxies(asked);
  spend(limits.requests, asked);
  const atDoor = asked.path === DOOR_PATH;
  const seat = atDoor ? undefined : seatIn(asked);
  behind.originGuard.check(request.headers.origin, asked);
  // Before it is handed on: one connection after the other can be, and who floods would jam the way.
  spend(limits.sockets, asked);
  if (seat && behind.passOn(request, socket)) return wanted.handedOn();
  if (seat) behind.strayed(seat.process, seat.room);
  if (behind.online() >= socketsMax(behind.config.maxPlayers)) throw new HttpError(503, "full");
  countSocket(limits, asked, socket);
  if (atDoor) request.url = await seatInLobby(behind, limits, asked);
  if (!socket.destroyed) behind.upgrade(request, socket, head);
}

function seatIn({ path, query }: RequestInfo): { process: string; room: string } {
  const [, process = "", room] = SEAT_PATH.exec(path) ?? [];
  // Colyseus looks rooms up in a plain object, which has more keys than there are rooms.
  if (room === undefined || room in Object.prototype) throw new HttpError(404, "no such room");
  if (!SESSION.test(query.get("sessionId") ?? "")) throw new HttpError(400, "no session");
  return { process, room };
}

/** One more of this address's WebSockets, until it closes. */
function countSocket({ open }: Limits, asked: RequestInfo, socket: Duplex): void {
  if (asked.local) return;
  if (!open.enter(asked.address)) throw new HttpError(429, "too many sockets");
  socket.once("close", () => open.leave(asked.address));
}

/** The address that a seat in the lobby would have had, once there is a place. */
async function seatInLobby(
  behind: HttpBackend,
  limits: Limits,
  asked: RequestInfo,
): Promise<string> {
  if (!behind.isOpen()) throw new HttpError(503, "shutting down");
  spend(limits.joins, asked);
  const options = toObject(asked.query.get(LOBBY_DOOR.options) ?? "");
  await spendCode(limits, asked, options.code, behind.invite);
  const seat = (await behind.matchmake(LOBBY_SEAT, options, asked)) as Record<string, string>;
  const query = new URLSearchParams({ sessionId: seat.sessionId ?? "" });
  if (asked.query.has("skipHandshake")) query.set("skipHandshake", "1");
  return `/${seat.processId}/${seat.roomId}?${query}`;
}

function refuse(behind: HttpBackend, socket: Duplex, status: number): void {
  behind.refused(status);
  const refusal = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  // An end alone would leave it open until the other side ends, too, if it ever does.
  socket.end(refusal, () => socket.destroy());
}
