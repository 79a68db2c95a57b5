/** What the server answers to, by method and path. Everything else is the client's. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { OnlineAnswer, WatchableMatches } from "@quickpong/shared/protocol/http-answers.ts";
import type { Registry } from "prom-client";
import type { Config } from "../config.ts";
import { JOIN_BODY_MAX, type Limits, REPORT_BODY_MAX } from "../limits/limits.ts";
import type { Visitor } from "../players/recognition.ts";
import { HttpError, readObject } from "./body.ts";
import { headOf } from "./client-page.ts";
import {
  type CompetitionsBackend,
  competitionRoute,
  isCompetitionPath,
  joinCompetition,
} from "./competition-routes.ts";
import { type LinkSources, subjectOf } from "./link-subject.ts";
import { CLIP_GOOD_FOR, type LiveClips } from "./live-clips.ts";
import { COMPETITION_JOIN, isCompetitionSeat, MATCHMAKE } from "./matchmake-path.ts";
import { hasToken, METRICS_PATH, sendMetrics } from "./metrics-endpoint.ts";
import type { OriginGuard } from "./origins.ts";
import { isPlayerPath, playerRoute } from "./player-routes.ts";
import { isReplayPath, type ReplayBackend, replayRoute } from "./replay-routes.ts";
import type { RequestInfo } from "./request-info.ts";
import { sendJson } from "./send-json.ts";
import { spend, spendCode } from "./spend.ts";
import type { StaticFiles } from "./static-files.ts";
import { joiningVisitor } from "./visitor.ts";

/** The beginning of a path that leads back to a match. */
const RECONNECT = "/matchmake/reconnect/";

/** Where somebody who wants to join comes from, and as whom. */
export type ComesFrom = RequestInfo & { visitor: Visitor };

/** What the HTTP server has behind it. */
export interface HttpBackend extends ReplayBackend, LinkSources {
  config: Config;
  originGuard: OriginGuard;
  /** Answers a request to join or to come back. */
  matchmake(path: string, options: Record<string, unknown>, from: ComesFrom): Promise<unknown>;
  /** Arenas, cups and rooms for a crowd, wherever they are run. */
  competitions: CompetitionsBackend;
  /** Takes over a connection that asks to become a WebSocket. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Hands on a connection that is for another process; false when it is for this one. */
  passOn(request: IncomingMessage, socket: Duplex): boolean;
  /** Takes note of a socket that came here for a room of process `name`, if that is another one. */
  strayed(name: string, roomId: string): void;
  /** Runs ticks of matches that are due; cheap when there are none. */
  runDueTicks(): void;
  /** Says what is wrong with the proxies that a request came through, if that was not said before. */
  adviseOnProxies(info: RequestInfo): void;
  /** Takes note of a request that was turned away with this status. */
  refused(status: number): void;
  registry: Registry;
  /** Takes note of an error in somebody's browser. */
  clientError(report: Record<string, unknown>): void;
  staticFiles: StaticFiles;
  /** Connections to this process, and to all: of players and spectators. */
  online(): number;
  onlineEverywhere(): number;
  /** Players who look for an opponent, in all processes. */
  waiting(): number;
  /** Matches that can be watched. */
  matches(): WatchableMatches;
  /** What the first page shows behind its title. */
  clips: LiveClips;
  /** Whether joining is possible: not while shutting down. */
  isOpen(): boolean;
  /** Whether a new player would be let in: a load balancer's question. */
  isReady(): boolean;
  /** What /healthz and /readyz say. */
  health(): object;
}

const INVITE = /^\/api\/invites\/([\w-]{1,16})$/;

/** Answers a request that is within its limits. */
export async function route(
  backend: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, path } = info;
  if (isPlayerPath(path)) return playerRoute(backend, limits, info, request, response);
  if (isCompetitionPath(path)) return competitionRoute(backend, limits, info, request, response);
  if (isReplayPath(path)) return replayRoute(backend, limits, info, request, response);
  if (method === "GET" || method === "HEAD") return get(backend, limits, info, request, response);
  if (method !== "POST") throw new HttpError(405, "not allowed");
  if (path === COMPETITION_JOIN) return joinCompetition(backend, limits, info, request, response);
  // What processes ask each other is nobody else's.
  if (isCompetitionSeat(path)) throw new HttpError(404, "not found");
  if (MATCHMAKE.test(path)) return join(backend, limits, info, request, response);
  if (path === "/client-errors") return takeReport(backend, limits, info, request, response);
  throw new HttpError(404, "not found");
}

async function get(
  backend: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path } = info;
  const code = INVITE.exec(path)?.[1];
  if (code !== undefined) {
    const answer = await spendCode(limits, info, code, backend.invite);
    return sendJson(response, 200, answer ?? (await backend.invite(code)));
  }
  if (path === "/api/matches") return sendJson(response, 200, backend.matches());
  if (path === "/api/live") return live(backend, response);
  if (path === "/api/online") return sendJson(response, 200, onlineAnswer(backend));
  if (path === METRICS_PATH) return metrics(backend, request, response);
  if (path === "/healthz") return sendJson(response, 200, backend.health());
  if (path === "/readyz")
    return sendJson(response, backend.isReady() ? 200 : 503, backend.health());
  if (backend.staticFiles.isPage(path)) return page(backend, limits, info, request, response);
  backend.staticFiles.send(request, response, path);
}

/** Some seconds old at most, here and in caches on the way. */
async function live({ clips }: HttpBackend, response: ServerResponse): Promise<void> {
  const clip = await clips.answer();
  const caching = `public, max-age=${CLIP_GOOD_FOR}`;
  if (clip) return sendJson(response, 200, clip, caching);
  response.writeHead(204, { "Cache-Control": caching }).end();
}

const onlineAnswer = ({ onlineEverywhere, waiting }: HttpBackend): OnlineAnswer => ({
  online: onlineEverywhere(),
  waiting: waiting(),
});

/** The client's page says of itself what its address leads to, for previews of links. */
async function page(
  backend: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const subject = await subjectOf(backend, limits, info);
  const head = headOf(subject, request, info, backend.config);
  return backend.staticFiles.sendPage(request, response, head);
}

/** Without a token there are no metrics here, only on a port of their own. */
async function metrics(
  backend: HttpBackend,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { metricsToken } = backend.config;
  if (metricsToken === undefined) throw new HttpError(404, "not found");
  if (!hasToken(request, metricsToken)) throw new HttpError(401, "a token is needed");
  return sendMetrics(backend.registry, response);
}

async function join(
  backend: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Players of a match may come back to it for as long as it goes on.
  if (!backend.isOpen() && !info.path.startsWith(RECONNECT)) {
    throw new HttpError(503, "shutting down");
  }
  spend(limits.joins, info);
  const options = await readObject(request, JOIN_BODY_MAX);
  if (options["daily"] === true) spend(limits.dailies, info);
  // Into the lobby with it, or to watch by it.
  for (const shown of [options.code, MATCHMAKE.exec(info.path)?.[2]]) {
    await spendCode(limits, info, shown, backend.invite);
  }
  const visitor = joiningVisitor(request, info, backend.config, options);
  if (visitor.malformed) backend.badCookie("malformed");
  sendJson(response, 200, await backend.matchmake(info.path, options, { ...info, visitor }));
}

async function takeReport(
  backend: HttpBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!limits.reports.take(info.address, performance.now())) {
    throw new HttpError(429, "too many requests");
  }
  const report = await readObject(request, REPORT_BODY_MAX);
  backend.clientError({ ...report, agent: request.headers["user-agent"] });
  response.writeHead(204).end();
}
