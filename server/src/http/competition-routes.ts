/** Competitions over HTTP: begun, looked up, and come to (shared/src/protocol/competition-messages.ts). */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type CompetitionSettings, readSettings } from "@quickpong/shared/protocol/competition.ts";
import type {
  CompetitionAnswer,
  CreatedCompetition,
} from "@quickpong/shared/protocol/competition-messages.ts";
import type { Config } from "../config.ts";
import { COMPETITION_BODY_MAX, JOIN_BODY_MAX, type Limits } from "../limits/limits.ts";
import { TooManyCompetitions } from "../live-competitions/live-competitions.ts";
import type { Visitor } from "../players/recognition.ts";
import { StoreError } from "../store/store.ts";
import { HttpError, readObject } from "./body.ts";
import type { RequestInfo } from "./request-info.ts";
import { sendJson } from "./send-json.ts";
import { spend, spendCode } from "./spend.ts";
import { joiningVisitor, type SeenVisitor } from "./visitor.ts";

/** Competitions, wherever they are run. */
export interface CompetitionsBackend {
  create(settings: CompetitionSettings): Promise<CreatedCompetition>;
  find(code: string): Promise<CompetitionAnswer>;
  /** A seat in the room of the competition that `options` name. */
  join(
    options: Record<string, unknown>,
    from: RequestInfo & { visitor: Visitor },
  ): Promise<unknown>;
}

interface Backend {
  config: Config;
  competitions: CompetitionsBackend;
  isOpen(): boolean;
  badCookie(kind: "malformed"): void;
}

const PREFIX = /^\/api\/competitions(?:\/|$)/;
const ONE = /^\/api\/competitions\/([\w-]{1,16})$/;
const ALL = "/api/competitions";

export const isCompetitionPath = (path: string): boolean => PREFIX.test(path);

/** Answers a request whose path is a competition's. */
export async function competitionRoute(
  backend: Backend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, path } = info;
  const code = ONE.exec(path)?.[1];
  if (code !== undefined && (method === "GET" || method === "HEAD")) {
    const { find } = backend.competitions;
    const answer = await inTime(spendCode(limits, info, code, find, "competitions"));
    return sendJson(response, 200, answer ?? { state: "unknown" });
  }
  if (path !== ALL) throw new HttpError(404, "not found");
  if (method !== "POST") throw new HttpError(405, "not allowed");
  if (!backend.isOpen()) throw new HttpError(503, "shutting down");
  const settings = readSettings(await readObject(request, COMPETITION_BODY_MAX));
  if (!settings) throw new HttpError(400, "not on offer");
  spend(limits.newCompetitions, info);
  sendJson(response, 201, await inTime(backend.competitions.create(settings)));
}

/** Answers `POST /matchmake/join/competition`. */
export async function joinCompetition(
  backend: Backend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!backend.isOpen()) throw new HttpError(503, "shutting down");
  const options = await readObject(request, JOIN_BODY_MAX);
  const { find, join } = backend.competitions;
  const answer = await inTime(spendCode(limits, info, options.code, find, "competitions"));
  if (answer?.state !== "known") throw new HttpError(404, "no such competition");
  const visitor: SeenVisitor = joiningVisitor(request, info, backend.config, options);
  if (visitor.malformed) backend.badCookie("malformed");
  sendJson(response, 200, await inTime(join(options, { ...info, visitor })));
}

/** What can't be now is to be tried again. */
const inTime = <T>(answer: Promise<T>): Promise<T> =>
  answer.catch((error: unknown) => {
    if (error instanceof StoreError) throw new HttpError(503, "no memory at the moment");
    throw error instanceof TooManyCompetitions ? new HttpError(503, "full") : error;
  });
