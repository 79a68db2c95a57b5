/** Who sees what of the services: the front, the metrics, the other processes, the desk. */
import { randomInt, randomUUID } from "node:crypto";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import type { Logger } from "pino";
import type { Cluster, LocalNode } from "./cluster/cluster.ts";
import { Strays, strayAdvice } from "./cluster/strays.ts";
import { createMatchRoom } from "./colyseus/create-match.ts";
import type { Transport } from "./colyseus/transport.ts";
import type { Config } from "./config.ts";
import { clientErrors } from "./http/client-errors.ts";
import { OriginGuard } from "./http/origins.ts";
import { proxyAdvice } from "./http/proxy-advice.ts";
import type { HttpBackend } from "./http/routes.ts";
import { staticFiles } from "./http/static-files.ts";
import { AdmissionControl } from "./limits/admission-control.ts";
import { violations } from "./limits/violations.ts";
import type { Overload } from "./match/overload.ts";
import { Ticker } from "./match/ticker.ts";
import { InMemoryMatchmaker } from "./matchmaking/in-memory-matchmaker.ts";
import { Invites } from "./matchmaking/invites.ts";
import { LeaverPenalties } from "./matchmaking/leaver-penalties.ts";
import { MatchDirectory } from "./matchmaking/match-directory.ts";
import type { LobbyNotifier, Matchmaker } from "./matchmaking/matchmaker.ts";
import { PriorityTickets } from "./matchmaking/priority-tickets.ts";
import type { Metrics, Sources } from "./metrics/metrics.ts";
import { passOn } from "./process-manager/worker.ts";
import { lost } from "./say.ts";
import type { Services } from "./services.ts";
import { written } from "./ws/connection.ts";
import type { Heartbeat } from "./ws/heartbeat.ts";

/** What there is before the other processes are known. */
type Local = Omit<Services, "cluster">;

/** What a process has by itself. */
export const localServices = (
  config: Config,
  log: Logger,
  metrics: Metrics,
  heartbeat: Heartbeat,
  overload: Overload,
): Local => ({
  config,
  log,
  ticker: new Ticker(),
  tickets: new PriorityTickets(),
  gate: new AdmissionControl(() => overload.strained),
  invites: new Invites(secureRandom),
  leaverPenalties: new LeaverPenalties(),
  matchDirectory: new MatchDirectory(),
  strays: new Strays(),
  metrics,
  online: () => heartbeat.size,
  isOverloaded: () => overload.overloaded,
});

/** What the front lets requests through to; `launched` when it shares its port with others. */
export function behindFront(
  services: Services,
  transport: Transport,
  isOpen: () => boolean,
  launched: boolean,
): HttpBackend {
  const { config, log, metrics, cluster, ticker, online, isOverloaded } = services;
  const report = clientErrors(log);
  const adviseOnStray = strayAdvice(log, () => performance.now());
  return {
    config,
    log,
    originGuard: new OriginGuard(config, log),
    matchmake: (...asked) => cluster.matchmake(...asked),
    upgrade: (request, socket, head) => transport.upgrade(request, socket, head),
    passOn: (request, socket) => launched && passOn(config.processName, request, socket),
    strayed: (name, roomId) => {
      if (cluster.strayed(name, roomId)) adviseOnStray(name);
    },
    letMatchesOn: () => ticker.run(),
    clientError: (error) => {
      metrics.clientErrors.inc();
      report(error);
    },
    lookAtProxies: proxyAdvice(log, config.proxies, config.onFly),
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

function health({ ticker, online }: Services, open: boolean): object {
  const late = (percentile: number) => ticker.punctuality.lateness.percentile(percentile) / 1000;
  return {
    status: open ? "ok" : "draining",
    online: online(),
    matches: ticker.riders,
    tickLatenessMs: { p50: late(50), p99: late(99) },
  };
}

/** What this process can do without others. */
export function ownOf(
  local: Local,
  matchmaker: Matchmaker,
  lobby: LobbyNotifier,
  matchmake: LocalNode["matchmake"],
): LocalNode {
  const { invites, leaverPenalties, tickets, matchDirectory, ticker, online, isOverloaded } = local;
  const now = () => performance.now();
  return {
    matchmake,
    createMatch: createMatchRoom,
    invite: (code) => invites.answer(readCode(code), now()),
    left: (keys) => leaverPenalties.left(keys, now()),
    strayed: (roomId) => local.strays.add(roomId),
    opponentNoShow: (ticket, ms) => tickets.activate(ticket, now() - ms, now()),
    online,
    matches: () => ticker.riders,
    watchable: () => matchDirectory.list(now()),
    isOverloaded,
    matchmaker,
    lobby,
    failed: (err, where) => local.log.error({ where, err }, "asked by another process, failed"),
  };
}

/** The matchmaker of this process, which reaches players and makes matches through `cluster`. */
export function createMatchmaker(local: Local, cluster: () => Cluster): Matchmaker {
  const { config, invites, tickets, leaverPenalties, metrics, log } = local;
  const rules = { ...DEFAULT_RULES, pointsToWin: config.points };
  let timer: NodeJS.Timeout | undefined;
  const matchmaker = new InMemoryMatchmaker(
    { rules, invites, tickets, penalties: leaverPenalties },
    {
      now: () => performance.now(),
      network: cluster,
      pairIn(ms) {
        clearTimeout(timer);
        timer = setTimeout(() => matchmaker.pair(), Math.ceil(ms));
      },
      // Node keeps random bytes for these in store: 0.3 us instead of 4.6 for bytes of their own.
      newTicket: () => randomUUID(),
      observeWait: (ms) => metrics.wait.observe(ms / 1000),
      failed: (err) => log.error({ where: "offer", err }, "lobby failed"),
    },
  );
  return matchmaker;
}

/** What the metrics look at. */
export const sourcesOf = (
  services: Services,
  heartbeat: Heartbeat,
  open: () => boolean,
): Sources => ({
  players: services.online,
  matches: () => services.ticker.riders,
  atTheGate: () => services.gate.waiting,
  lateness: () => services.ticker.punctuality.mostly,
  turns: () => services.ticker.punctuality.count,
  overloaded: services.isOverloaded,
  cluster: () => services.cluster.state(),
  open,
  traffic: () => heartbeat.traffic,
  framesSent: () => written.frames,
  logLinesLost: () => lost.lines,
  strikes: () => violations,
});

/** In [0, 1): codes of private rooms can't be foretold. */
const secureRandom = (): number => randomInt(2 ** 32) / 2 ** 32;
