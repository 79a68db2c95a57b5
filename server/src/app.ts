/** Puts the server together. */
import { randomBytes, randomInt } from "node:crypto";
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { matchMaker, Server } from "@colyseus/core";
import { DEFAULT_RULES } from "@quickpong/shared/match.ts";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { CloseReason, LOBBY_ROOM, MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { Logger } from "pino";
import { alone, type Cluster, type Own } from "./cluster/cluster.ts";
import { type LaunchedHow, passOn, serveHanded } from "./cluster/launched.ts";
import { listen } from "./cluster/listen.ts";
import { Many } from "./cluster/many.ts";
import { parentWire, redisWire } from "./cluster/wire.ts";
import type { Config } from "./config.ts";
import { clientErrors } from "./edge/client-errors.ts";
import { colyseusLog } from "./edge/colyseus-log.ts";
import { createFront } from "./edge/front.ts";
import { Gate } from "./edge/gate.ts";
import { createLimits } from "./edge/limits.ts";
import { written } from "./edge/line.ts";
import { matchmaking } from "./edge/matchmake.ts";
import { createMetricsServer } from "./edge/metrics-server.ts";
import { strikes } from "./edge/offences.ts";
import type { Behind } from "./edge/routes.ts";
import { staticFiles } from "./edge/static-files.ts";
import { Transport } from "./edge/transport.ts";
import { Desk } from "./lobby/desk.ts";
import { Invites } from "./lobby/invites.ts";
import { Leavers } from "./lobby/leavers.ts";
import { Showcase } from "./lobby/showcase.ts";
import { Tickets } from "./lobby/tickets.ts";
import { Overload } from "./match/overload.ts";
import { Ticker } from "./match/ticker.ts";
import { closeName } from "./metrics/close-name.ts";
import { Metrics, type Sources } from "./metrics/metrics.ts";
import { finishMatches } from "./rooms/drain.ts";
import { LobbyRoom } from "./rooms/lobby-room.ts";
import { MatchRoom } from "./rooms/match-room.ts";
import { openMatch } from "./rooms/open-match.ts";
import type { Services } from "./services.ts";

export interface App {
  /** The port it listens on. */
  port: number;
  /** The port with metrics only, if there is one. */
  metricsPort: number | undefined;
  services: Services;
  /**
   * Lets nobody in any more, tells those in the lobby, and waits for running matches to end, at most
   * `ms`. Says how many have not.
   */
  drain(ms: number): Promise<number>;
  /** Tells everybody, closes every room and socket, and stops listening. */
  close(): Promise<void>;
}

type Local = Omit<Services, "cluster">;

/** How often it is asked whether ticks are late (ms). */
const OVERLOAD_EVERY = 1000;

/**
 * Starts the server; throws a StartError when it can't listen.
 */
export async function startApp(config: Config, log: Logger, launched?: LaunchedHow): Promise<App> {
  const metrics = new Metrics();
  const transport = new Transport((code) => metrics.disconnects.inc({ reason: closeName(code) }));
  const overload = new Overload();
  const local: Local = {
    config,
    log,
    ticker: new Ticker(),
    tickets: new Tickets(),
    gate: new Gate(() => overload.strained),
    invites: new Invites(secureRandom),
    leavers: new Leavers(),
    showcase: new Showcase(),
    metrics,
    hall: { tell: () => {}, moved: () => {} },
    online: () => transport.heartbeat.size,
    isOverloaded: () => overload.overloaded,
  };
  const desk = openDesk(local, () => services.cluster);
  const own = ownOf(local, desk, (...asked) => join(...asked));
  const services: Services = { ...local, cluster: alone(own) };
  metrics.waiting = () => desk.queue().waiting;
  const rooms = defineRooms(services, transport);
  await matchMaker.accept();
  const lobby = await matchMaker.createRoom(LOBBY_ROOM, {});
  const join = matchmaking(lobby, services);
  const wire = config.redisUrl !== undefined ? redisWire(config.redisUrl) : parentWire;
  if (launched || config.redisUrl !== undefined) {
    services.cluster = await Many.join(wire, config.processName, own);
  }
  let open = true;
  const isOpen = () => open;
  const behind = behindFront(services, transport, isOpen, launched !== undefined);
  const front = createFront(behind, createLimits());
  const aside = createMetricsServer(metrics.registry);
  metrics.watch(sourcesOf(services, transport, isOpen));
  const watch = watchOverload(overload, services);
  const drain = async (ms: number) => {
    open = false;
    services.cluster.retire();
    void matchMaker.getLocalRoomById(lobby.roomId)?.disconnect(CloseReason.shutdown);
    return finishMatches(ms);
  };
  const close = async () => {
    open = false;
    clearInterval(watch);
    services.cluster.close();
    for (const server of [front, aside]) server.close();
    await rooms.gracefullyShutdown(false);
    services.ticker.stop();
    for (const server of [front, aside]) server.closeAllConnections();
  };
  try {
    const { metricsPort, metricsHost } = config;
    if (metricsPort !== undefined) await listen(aside, { port: metricsPort, host: metricsHost });
    if (launched !== "handed") await listen(front, { ...config, reusePort: !!launched });
    if (launched) serveHanded(front);
  } catch (error) {
    await close();
    throw error;
  }
  return { port: portOf(front) ?? 0, metricsPort: portOf(aside), services, drain, close };
}

/** Has `overload` look at every second. */
function watchOverload(overload: Overload, { ticker, gate }: Services): NodeJS.Timeout {
  let before = process.threadCpuUsage();
  let at = performance.now();
  return setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    const now = performance.now();
    const work = (user + system) / 1000 / (now - at);
    overload.look({ ...ticker.count, work, crowd: gate.waiting > 0 });
    before = process.threadCpuUsage();
    at = now;
  }, OVERLOAD_EVERY);
}

const portOf = (server: HttpServer): number | undefined =>
  (server.address() as AddressInfo | null)?.port;

function behindFront(
  services: Services,
  transport: Transport,
  isOpen: () => boolean,
  launched: boolean,
): Behind {
  const { config, log, metrics, cluster, online, isOverloaded } = services;
  const report = clientErrors(log);
  return {
    config,
    log,
    matchmake: (...asked) => cluster.matchmake(...asked),
    upgrade: (request, socket, head) => transport.upgrade(request, socket, head),
    passOn: (request, socket) => launched && passOn(config.processName, request, socket),
    clientError: (error) => {
      metrics.clientErrors.inc();
      report(error);
    },
    refused: (status) => metrics.refusals.inc({ status }),
    registry: metrics.registry,
    staticFiles: staticFiles(config.clientDir),
    online,
    onlineEverywhere: () => cluster.online(),
    matches: () => ({ matches: [...cluster.watchable()] }),
    invite: (code) => cluster.invite(code),
    isOpen,
    isReady: () => isOpen() && !isOverloaded() && online() < config.maxPlayers,
    health: () => health(services, isOpen()),
  };
}

/** What this process can do without others. */
function ownOf(local: Local, desk: Desk, matchmake: Own["matchmake"]): Own {
  const { invites, leavers, tickets, showcase, ticker, online, isOverloaded, hall } = local;
  const now = () => performance.now();
  return {
    matchmake,
    openMatch,
    invite: (code) => invites.answer(readCode(code), now()),
    left: (keys) => leavers.left(keys, now()),
    inVain: (ticket, ms) => tickets.honour(ticket, now() - ms, now()),
    online,
    matches: () => ticker.riders,
    watchable: () => showcase.list(now()),
    isOverloaded,
    desk,
    hall,
  };
}

function openDesk(local: Local, cluster: () => Cluster): Desk {
  const { config, invites, tickets, leavers, metrics, log } = local;
  const rules = { ...DEFAULT_RULES, pointsToWin: config.points };
  let timer: NodeJS.Timeout | undefined;
  const desk = new Desk(
    { rules, invites, tickets, leavers },
    {
      now: () => performance.now(),
      tell: (...said) => cluster().tell(...said),
      openMatch: (order) => cluster().openMatch(order),
      pairIn(ms) {
        clearTimeout(timer);
        timer = setTimeout(() => desk.pair(), Math.ceil(ms));
      },
      newTicket: () => randomBytes(12).toString("base64url"),
      waited: (ms) => metrics.wait.observe(ms / 1000),
      failed: (err) => log.error({ where: "offer", err }, "lobby failed"),
    },
  );
  return desk;
}

const sourcesOf = (services: Services, transport: Transport, open: () => boolean): Sources => ({
  players: services.online,
  matches: () => services.ticker.riders,
  atTheGate: () => services.gate.waiting,
  lateness: () => services.ticker.lateMostly,
  turns: () => services.ticker.count,
  overloaded: services.isOverloaded,
  cluster: () => services.cluster.state(),
  open,
  traffic: () => transport.heartbeat.traffic,
  framesSent: () => written.frames,
  strikes: () => strikes,
});

/** In [0, 1): codes of private rooms can't be foretold. */
const secureRandom = (): number => randomInt(2 ** 32) / 2 ** 32;

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

function health({ ticker, online }: Services, open: boolean): object {
  const late = (percentile: number) => ticker.lateness.percentile(percentile) / 1000;
  return {
    status: open ? "ok" : "draining",
    online: online(),
    matches: ticker.riders,
    tickLatenessMs: { p50: late(50), p99: late(99) },
  };
}
