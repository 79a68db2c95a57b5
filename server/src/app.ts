/** Puts the server together, starts it and stops it. */
import type { Server as HttpServer } from "node:http";
import type { AddressInfo } from "node:net";
import { matchMaker, Server } from "@colyseus/core";
import { CloseReason, LOBBY_ROOM, MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import type { Logger } from "pino";
import { type Cluster, type LocalNode, standalone } from "./cluster/cluster.ts";
import { ClusterNode } from "./cluster/cluster-node.ts";
import { parentTransport, redisTransport } from "./cluster/transport.ts";
import { colyseusLog } from "./colyseus/colyseus-log.ts";
import { finishMatches } from "./colyseus/drain.ts";
import { LobbyRoom } from "./colyseus/lobby-room.ts";
import { LobbySessions } from "./colyseus/lobby-sessions.ts";
import { MatchRoom } from "./colyseus/match-room.ts";
import { matchmaking } from "./colyseus/matchmake-endpoint.ts";
import { Transport } from "./colyseus/transport.ts";
import type { Config } from "./config.ts";
import { createMetricsServer } from "./http/metrics-endpoint.ts";
import { createHttpServer } from "./http/server.ts";
import { createLimits } from "./limits/limits.ts";
import { TokenBucket } from "./limits/token-bucket.ts";
import { Overload } from "./match/overload.ts";
import { closeName } from "./metrics/close-name.ts";
import { Metrics } from "./metrics/metrics.ts";
import { missingInNode, TESTED_NODE_MAJORS } from "./node-internals.ts";
import { listen } from "./process-manager/listen.ts";
import { serveHanded, type WorkerMode } from "./process-manager/worker.ts";
import type { Services } from "./services.ts";
import { behindFront, createMatchmaker, localServices, ownOf, sourcesOf } from "./wiring.ts";
import { Heartbeat } from "./ws/heartbeat.ts";
import { fastPathFault, WS_VERSION } from "./ws/ws-internals.ts";

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
  /** Listens no more, so that another server can; whoever is connected stays. */
  leavePort(): void;
  /** Tells everybody, closes every room and socket, and stops listening. */
  close(): Promise<void>;
}

/** How often it is asked whether ticks are late (ms). */
const OVERLOAD_EVERY = 1000;

/** While Redis is away it fails four times a second. */
const REDIS_LINES_A_SECOND = 0.1;
const REDIS_LINES_AT_ONCE = 5;

/** Starts the server; throws a StartError when it can't listen. */
export async function startApp(config: Config, log: Logger, launched?: WorkerMode): Promise<App> {
  const metrics = new Metrics();
  warnOfInternals(log, config);
  const heartbeat = new Heartbeat((code) => metrics.disconnects.inc({ reason: closeName(code) }));
  const transport = new Transport(heartbeat, {
    runDueTicks: () => local.ticker.run(),
    fastPath: config.fastPath && fastPathFault === undefined,
  });
  const overload = new Overload();
  const local = localServices(config, log, metrics, heartbeat, overload);
  const matchmaker = createMatchmaker(local, () => services.cluster);
  const sessions = new LobbySessions(config.processName, () => services.cluster.matchmaker);
  const own = ownOf(local, matchmaker, sessions, (...asked) => join(...asked));
  const services: Services = { ...local, cluster: standalone(own) };
  metrics.waiting = () => matchmaker.status().waiting;
  const rooms = defineRooms(services, sessions, transport);
  await matchMaker.accept();
  const lobby = await matchMaker.createRoom(LOBBY_ROOM, {});
  const join = matchmaking(lobby, services);
  if (launched || config.redisUrl !== undefined)
    services.cluster = await joinOthers(config, own, log);
  let open = true;
  const isOpen = () => open;
  const behind = behindFront(services, transport, isOpen, launched !== undefined);
  const doors: Doors = {
    front: createHttpServer(behind, createLimits()),
    aside: createMetricsServer(metrics.registry),
  };
  metrics.watch(sourcesOf(services, heartbeat, isOpen));
  const watch = watchOverload(overload, services);
  const drain = async (ms: number) => {
    open = false;
    services.cluster.retire();
    void matchMaker.getLocalRoomById(lobby.roomId)?.disconnect(CloseReason.shutdown);
    return finishMatches(ms);
  };
  const leavePort = () => {
    for (const server of serversOf(doors)) server.close();
  };
  const close = async () => {
    open = false;
    clearInterval(watch);
    await closeAll(doors, rooms, services);
  };
  try {
    await openDoors(doors, config, launched);
    services.cluster.opened();
  } catch (error) {
    await close();
    throw error;
  }
  const [port = 0, metricsPort] = [portOf(doors.front), portOf(doors.aside)];
  return { port, metricsPort, services, drain, leavePort, close };
}

/** Where requests come in: the game's port, and one for metrics only. */
interface Doors {
  front: HttpServer;
  aside: HttpServer;
}

const serversOf = (doors: Doors): HttpServer[] => Object.values(doors);

async function openDoors(
  { front, aside }: Doors,
  config: Config,
  launched: WorkerMode | undefined,
): Promise<void> {
  const { metricsPort, metricsHost } = config;
  if (metricsPort !== undefined) await listen(aside, { port: metricsPort, host: metricsHost });
  if (launched !== "handed") await listen(front, { ...config, reusePort: !!launched });
  if (launched) serveHanded(front);
}

async function closeAll(doors: Doors, rooms: Server, { cluster, ticker }: Services): Promise<void> {
  const servers = serversOf(doors);
  cluster.close();
  for (const server of servers) server.close();
  await rooms.gracefullyShutdown(false);
  ticker.stop();
  for (const server of servers) server.closeAllConnections();
}

/** Joins the processes that the same launcher started, or that use the same Redis. */
function joinOthers(
  { redisUrl, processName }: Config,
  own: LocalNode,
  log: Logger,
): Promise<Cluster> {
  if (redisUrl === undefined) return ClusterNode.join(parentTransport, processName, own);
  const lines = new TokenBucket(REDIS_LINES_A_SECOND, REDIS_LINES_AT_ONCE, performance.now());
  // Not the error itself: that of a wrong password contains it.
  const failed = (reason: string) => {
    if (lines.take(performance.now())) log.warn({ reason }, "Redis fails");
  };
  return ClusterNode.join(redisTransport(redisUrl, failed), processName, own);
}

/** Says what of Node and `ws` is not as the server expects it, and what it does instead. */
function warnOfInternals(log: Logger, { fastPath }: Config): void {
  const major = Number(process.versions.node.split(".", 1)[0]);
  if (!TESTED_NODE_MAJORS.includes(major))
    log.warn({ node: major, tested: TESTED_NODE_MAJORS }, "this Node is not tested");
  if (missingInNode.length > 0)
    log.warn({ missing: missingInNode }, "sockets are handed over and cut off the ordinary way");
  if (fastPath && fastPathFault !== undefined)
    log.warn({ ws: WS_VERSION, why: fastPathFault }, "messages take the ordinary way");
}

/** Has `overload` look at every second. */
function watchOverload(overload: Overload, { ticker, gate }: Services): NodeJS.Timeout {
  let before = process.threadCpuUsage();
  let at = performance.now();
  return setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    const now = performance.now();
    const work = (user + system) / 1000 / (now - at);
    overload.look({ ...ticker.punctuality.count, work, crowd: gate.waiting > 0 });
    before = process.threadCpuUsage();
    at = now;
  }, OVERLOAD_EVERY);
}

const portOf = (server: HttpServer): number | undefined =>
  (server.address() as AddressInfo | null)?.port;

function defineRooms(services: Services, sessions: LobbySessions, transport: Transport): Server {
  const server = new Server({
    transport,
    greet: false,
    gracefullyShutdown: false,
    logger: colyseusLog(services.log),
    // Match rooms live where their lobby is.
    selectProcessIdToCreateRoom: async () => matchMaker.processId,
  });
  server.define(LOBBY_ROOM, LobbyRoom, { services, sessions });
  // The rest of its options comes with each match.
  server.define(MATCH_ROOM, MatchRoom, { services } as never);
  return server;
}
