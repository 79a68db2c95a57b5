/** Puts the server together. */
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { matchMaker, Server } from "@colyseus/core";
import { LOBBY_ROOM, MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { Logger } from "pino";
import { type Config, StartError } from "./config.ts";
import { clientErrors } from "./edge/client-errors.ts";
import { colyseusLog } from "./edge/colyseus-log.ts";
import { createFront } from "./edge/front.ts";
import { Gate } from "./edge/gate.ts";
import { createLimits } from "./edge/limits.ts";
import { matchmaking } from "./edge/matchmake.ts";
import { staticFiles } from "./edge/static-files.ts";
import { Transport } from "./edge/transport.ts";
import { Tickets } from "./lobby/tickets.ts";
import { Ticker } from "./match/ticker.ts";
import { LobbyRoom } from "./rooms/lobby-room.ts";
import { MatchRoom } from "./rooms/match-room.ts";
import type { Services } from "./services.ts";

export interface App {
  /** The port it listens on. */
  port: number;
  services: Services;
  /** Tells everybody, closes every room and socket, and stops listening. */
  close(): Promise<void>;
}

/** Starts the server; throws a StartError when it can't listen. */
export async function startApp(config: Config, log: Logger): Promise<App> {
  const transport = new Transport();
  const online = () => transport.heartbeat.size;
  const services: Services = {
    config,
    log,
    ticker: new Ticker(),
    tickets: new Tickets(),
    gate: new Gate(),
    online,
  };
  const rooms = defineRooms(services, transport);
  await matchMaker.accept();
  const lobby = await matchMaker.createRoom(LOBBY_ROOM, {});
  let open = true;
  const front = createFront(
    {
      config,
      log,
      matchmake: matchmaking(lobby, services.gate),
      upgrade: (request, socket, head) => transport.upgrade(request, socket, head),
      clientError: clientErrors(log),
      staticFiles: staticFiles(config.clientDir),
      online,
      isOpen: () => open,
      health: () => health(services, open),
    },
    createLimits(),
  );
  const close = async () => {
    open = false;
    front.close();
    await rooms.gracefullyShutdown(false);
    services.ticker.stop();
    front.closeAllConnections();
  };
  try {
    await listen(front, config);
  } catch (error) {
    await close();
    throw error;
  }
  return { port: (front.address() as AddressInfo).port, services, close };
}

function defineRooms(services: Services, transport: Transport): Server {
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: colyseusLog(services.log),
    // Match rooms live where their lobby is.
    selectProcessIdToCreateRoom: async () => matchMaker.processId,
  });
  server.define(LOBBY_ROOM, LobbyRoom, { services });
  // The rest of its options comes with each match.
  server.define(MATCH_ROOM, MatchRoom, { services } as never);
  return server;
}

function listen(front: HttpServer, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    front.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(new StartError(taken ? `Port ${port} is taken. Set PORT to another.` : error.message));
    });
    front.listen({ port, host }, resolve);
  });
}

function health({ ticker, online }: Services, open: boolean): object {
  const late = (percentile: number) => ticker.lateness.percentile(percentile) / 1000;
  return {
    status: open ? "ok" : "shutting down",
    online: online(),
    matches: ticker.riders,
    tickLatenessMs: { p50: late(50), p99: late(99) },
  };
}
