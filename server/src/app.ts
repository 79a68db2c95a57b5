/** The composition root: puts the server together in the order of what needs what, starts it and stops it. */
import { randomInt, randomUUID } from "node:crypto";
import { matchMaker, Server } from "@colyseus/core";
import { COMPETITION_ROOM } from "@quickpong/shared/protocol/competition-messages.ts";
import { LOBBY_ROOM, MATCH_ROOM } from "@quickpong/shared/protocol/messages.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import type { Logger } from "pino";
import type { Cluster } from "./cluster/cluster.ts";
import { joinCluster } from "./cluster/join-cluster.ts";
import { localNode } from "./cluster/local-node.ts";
import { Strays, strayAdvice } from "./cluster/strays.ts";
import { colyseusLog } from "./colyseus/colyseus-log.ts";
import { competitionsBackend } from "./colyseus/competition-places.ts";
import { CompetitionRoom } from "./colyseus/competition-room.ts";
import { createCompetitions } from "./colyseus/create-competitions.ts";
import { createMatchRoom, discardMatchRoom } from "./colyseus/create-match.ts";
import { LobbyPort } from "./colyseus/lobby-port.ts";
import { LobbyRoom } from "./colyseus/lobby-room.ts";
import { LobbySessions } from "./colyseus/lobby-sessions.ts";
import { MatchRoom } from "./colyseus/match-room.ts";
import { matchmaking } from "./colyseus/matchmake-endpoint.ts";
import type { RoomServices } from "./colyseus/room-services.ts";
import { Transport } from "./colyseus/transport.ts";
import type { Config } from "./config.ts";
import { createBackend } from "./http/backend.ts";
import type { CompetitionsBackend } from "./http/competition-routes.ts";
import { createMetricsServer } from "./http/metrics-endpoint.ts";
import { createHttpServer } from "./http/server.ts";
import { AdmissionControl } from "./limits/admission-control.ts";
import { createLimits } from "./limits/limits.ts";
import { violations } from "./limits/violations.ts";
import { Overload } from "./match/overload.ts";
import { Ticker } from "./match/ticker.ts";
import { watchOverload } from "./match/watch-overload.ts";
import { InMemoryMatchmaker, type MatchmakerOptions } from "./matchmaking/in-memory-matchmaker.ts";
import { Invites } from "./matchmaking/invites.ts";
import { LeaverPenalties } from "./matchmaking/leaver-penalties.ts";
import { MatchDirectory } from "./matchmaking/match-directory.ts";
import type { Matchmaker, PlayerNetwork } from "./matchmaking/matchmaker.ts";
import { PriorityTickets } from "./matchmaking/priority-tickets.ts";
import { closeName } from "./metrics/close-name.ts";
import { Metrics } from "./metrics/metrics.ts";
import type { Sources } from "./metrics/sources.ts";
import { PictureMaker } from "./pictures/picture-maker.ts";
import { Listeners } from "./process-manager/listeners.ts";
import { handToOtherWorker, type WorkerMode } from "./process-manager/worker.ts";
import { RunningApp } from "./running-app.ts";
import { lost } from "./say.ts";
import { openStore } from "./store/open-store.ts";
import type { Store } from "./store/store.ts";
import { written } from "./ws/connection.ts";
import { Heartbeat } from "./ws/heartbeat.ts";
import { reportInternals } from "./ws/internals-report.ts";
import { fastPathFault } from "./ws/ws-internals.ts";

/** Starts the server; throws a StartError when it can't listen. */
export async function startApp(
  config: Config,
  log: Logger,
  workerMode?: WorkerMode,
): Promise<RunningApp> {
  reportInternals(log, config.fastPath);
  const metrics = new Metrics();
  const observeSave = (ms: number) => metrics.saveTime.observe(ms / 1000);
  const several = isOneOfSeveral(config, workerMode);
  const store = await openStore(config, several, { log, observeSave });
  const core = createCore(config, log, metrics, store);
  const cluster = await joinCluster(config, log, core.node);
  const services: RoomServices = { ...core, cluster };
  const sessions = new LobbySessions(config.processName, () => cluster.matchmaker);
  // The matchmaker tells the lobby, and the lobby asks the matchmaker: the lobby's end is bound last.
  core.lobby.subscribe(sessions);
  const rooms = defineRooms(services, sessions, core.transport);
  await matchMaker.accept();
  core.lobby.open(await matchMaker.createRoom(LOBBY_ROOM, {}));
  const state = { open: true };
  const waiting = () => sessions.queue.waiting;
  const competitions = competitionsBackend(services, core.competitionRooms);
  const parts = { ...core, cluster, waiting, competitions };
  const listeners = createListeners(parts, () => state.open, workerMode);
  metrics.watch(sourcesOf(core, cluster, () => state.open));
  const overloadTimer = watchOverload(core.overload, core.ticker, () => core.admission.waiting > 0);
  const app = new RunningApp({ services, rooms, listeners, overloadTimer, state, ...core });
  await app.listen(workerMode);
  return app;
}

/** Whether other processes are the same server. */
const isOneOfSeveral = ({ redisUrl }: Config, workerMode: WorkerMode | undefined): boolean =>
  workerMode !== undefined || redisUrl !== undefined;

/** What a process has before it knows the others. */
type Core = ReturnType<typeof createCore>;

function createCore(config: Config, log: Logger, metrics: Metrics, store: Store) {
  const ticker = new Ticker();
  const runDueTicks = () => ticker.run();
  const overload = new Overload();
  const isOverloaded = () => overload.overloaded;
  const heartbeat = new Heartbeat((code) => metrics.disconnects.inc({ reason: closeName(code) }));
  const online = () => heartbeat.size;
  const fastPath = config.fastPath && fastPathFault === undefined;
  const transport = new Transport(heartbeat, { runDueTicks, fastPath });
  const admission = new AdmissionControl(() => overload.busy);
  const invites = new Invites(secureRandom);
  const leaverPenalties = new LeaverPenalties();
  const tickets = new PriorityTickets();
  const matchDirectory = new MatchDirectory();
  const strays = new Strays();
  const lobby = new LobbyPort();
  const found = { config, metrics, admission, matchDirectory };
  const admissionParts = { ...found, lobby, online, isOverloaded };
  const competing = createCompetitions(
    { config, store, log, metrics, matchDirectory },
    secureRandom,
  );
  const { competitionPlace, ...together } = competing;
  const matchmake = matchmaking({ ...admissionParts, competitionPlace });
  const rules = { ...DEFAULT_RULES, pointsToWin: config.points };
  const memory: MatchmakerOptions = { rules, invites, tickets, penalties: leaverPenalties };
  const observeWait = (ms: number) => metrics.wait.observe(ms / 1000);
  const createMatchmaker = (network: PlayerNetwork) =>
    matchmakerFor(network, memory, observeWait, log);
  const pairing = { rules, random: secureRandom, observeWait };
  const rooms = { createMatch: createMatchRoom, discardMatch: discardMatchRoom };
  const answers = { ...rooms, matchmake, createMatchmaker, pairing, lobby };
  const pictures = new PictureMaker();
  const kept = { store, pictures, leaverPenalties, tickets, matchDirectory, strays };
  const parts = { log, ticker, invites, ...kept };
  const node = localNode({ ...parts, ...answers, online, isOverloaded });
  return { ...parts, ...admissionParts, ...together, overload, heartbeat, transport, node };
}

/** The matchmaker of this process, which reaches players and makes matches by `network`. */
function matchmakerFor(
  network: PlayerNetwork,
  options: MatchmakerOptions,
  observeWait: (ms: number) => void,
  log: Logger,
): Matchmaker {
  let timer: NodeJS.Timeout | undefined;
  const matchmaker = new InMemoryMatchmaker(options, {
    now: () => performance.now(),
    network: () => network,
    pairIn(ms) {
      clearTimeout(timer);
      timer = setTimeout(() => matchmaker.pair(), Math.ceil(ms));
    },
    // Node keeps random bytes for these in store: 0.3 us instead of 4.6 for bytes of their own.
    newTicket: () => randomUUID(),
    observeWait,
    failed: (err) => log.error({ where: "offer", err }, "lobby failed"),
  });
  return matchmaker;
}

function defineRooms(
  services: RoomServices,
  sessions: LobbySessions,
  transport: Transport,
): Server {
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
  server.define(COMPETITION_ROOM, CompetitionRoom, { services } as never);
  return server;
}

function createListeners(
  core: Omit<Core, "competitions"> & {
    cluster: Cluster;
    waiting: () => number;
    competitions: CompetitionsBackend;
  },
  isOpen: () => boolean,
  workerMode: WorkerMode | undefined,
): Listeners {
  const { config, log, metrics, transport, cluster } = core;
  const adviseOnStray = strayAdvice(log, () => performance.now());
  const backend = createBackend({
    ...core,
    isOpen,
    upgrade: (request, socket, head) => transport.upgrade(request, socket, head),
    passOn: (request, socket) =>
      workerMode !== undefined && handToOtherWorker(config.processName, request, socket),
    strayed: (name, roomId) => {
      if (cluster.strayed(name, roomId)) adviseOnStray(name);
    },
  });
  const http = createHttpServer(backend, createLimits());
  return new Listeners(http, createMetricsServer(metrics.registry));
}

/** What the metrics look up. */
const sourcesOf = (core: Core, cluster: Cluster, open: () => boolean): Sources => ({
  players: core.online,
  matches: () => core.ticker.size,
  competitions: () => core.competitions.size,
  waiting: () => cluster.matchmaker.status()?.waiting ?? 0,
  waitingForAdmission: () => core.admission.waiting,
  lateness: () => core.ticker.lateness.p95,
  ticks: () => core.ticker.lateness.count,
  overloaded: core.isOverloaded,
  cluster: () => cluster.state(),
  open,
  traffic: () => core.heartbeat.traffic,
  framesSent: () => written.frames,
  logLinesLost: () => lost.lines,
  store: () => core.store,
  violations: () => violations,
});

/** In [0, 1): codes of private rooms can't be foretold. */
const secureRandom = (): number => randomInt(2 ** 32) / 2 ** 32;
