/** Finds out what a link leads to. Looking joins nothing, and spends what looking elsewhere spends. */
import { botName } from "@quickpong/shared/bot-levels.ts";
import type {
  InviteAnswer,
  WatchableMatch,
  WatchablePlayer,
} from "@quickpong/shared/protocol/http-answers.ts";
import { readCode } from "@quickpong/shared/protocol/invite-code.ts";
import { PLAYER_ID } from "@quickpong/shared/protocol/players.ts";
import { REPLAY_ID } from "@quickpong/shared/protocol/replay-id.ts";
import type { Logger } from "pino";
import type { Limits } from "../limits/limits.ts";
import { type Store, StoreError } from "../store/store.ts";
import { HttpError } from "./body.ts";
import type { CompetitionsBackend } from "./competition-routes.ts";
import type { LinkSubject } from "./link-texts.ts";
import type { RequestInfo } from "./request-info.ts";
import { spend, spendCode } from "./spend.ts";

/** Where links look. */
export interface LinkSources {
  log: Logger;
  store: Store;
  competitions: Pick<CompetitionsBackend, "find">;
  invite(code: string): InviteAnswer | Promise<InviteAnswer>;
  /** The public match of this id that can be watched. */
  match(id: string): Pick<WatchableMatch, "left" | "right"> | undefined;
}

/** The page comes without a preview when finding out takes longer (ms). */
const PATIENCE = 300;
/** Where competitions are; a screen shows any of them. */
const COMPETITIONS: readonly string[] = ["arena", "cup", "crowd", "screen"];
const GAME: LinkSubject = { kind: "game" };
/** In place of the name of a player who has none any more. */
const NOBODY = "?";
const PLACES = /^\/(r|watch|player|replay|arena|cup|crowd|screen)\/([\w -]{1,40})\/?$/;

/** What the link to this path leads to; the game alone where that can't be said. Never rejects. */
export async function subjectOf(
  sources: LinkSources,
  limits: Limits,
  info: RequestInfo,
): Promise<LinkSubject> {
  const [, place, name = ""] = PLACES.exec(decoded(info.path)) ?? [];
  if (place === undefined) return GAME;
  const found = find(sources, limits, info, place, name).catch((error: unknown) => {
    const isUsual = error instanceof HttpError || error instanceof StoreError;
    if (!isUsual) sources.log.error({ err: error }, "link preview failed");
    return GAME;
  });
  return (await inTime(found)) ?? GAME;
}

async function find(
  sources: LinkSources,
  limits: Limits,
  info: RequestInfo,
  place: string,
  name: string,
): Promise<LinkSubject> {
  if (place === "player") return (await findPlayer(sources, limits, info, name)) ?? GAME;
  if (place === "replay") return (await findReplay(sources, limits, info, name)) ?? GAME;
  if (COMPETITIONS.includes(place))
    return (await findCompetition(sources, limits, info, name)) ?? GAME;
  if (readCode(name) !== "") return (await findRoom(sources, limits, info, name)) ?? GAME;
  const match = place === "watch" ? sources.match(name) : undefined;
  return match ? { kind: "match", left: named(match.left), right: named(match.right) } : GAME;
}

async function findRoom(
  { invite }: LinkSources,
  limits: Limits,
  info: RequestInfo,
  code: string,
): Promise<LinkSubject | undefined> {
  const answer = await spendCode(limits, info, code, invite);
  if (answer?.state === "waiting")
    return { kind: "invite", host: answer.host, points: answer.rules.pointsToWin };
  if (answer?.state !== "full") return undefined;
  const [left = "", right = ""] = answer.players;
  return { kind: "room", left, right };
}

async function findCompetition(
  { competitions }: LinkSources,
  limits: Limits,
  info: RequestInfo,
  code: string,
): Promise<LinkSubject | undefined> {
  const answer = await spendCode(limits, info, code, competitions.find, "competitions");
  return answer?.state === "known" ? { kind: answer.kind } : undefined;
}

async function findPlayer(
  { store }: LinkSources,
  limits: Limits,
  info: RequestInfo,
  id: string,
): Promise<LinkSubject | undefined> {
  if (!PLAYER_ID.test(id) || store.state === "off") return undefined;
  spend(limits.profiles, info);
  const profile = await store.profile(id, null, Date.now());
  if (!profile) return undefined;
  const { name, longestRally, rating, provisional } = profile;
  return { kind: "player", name, longestRally, rating: `${rating}${provisional ? "?" : ""}` };
}

async function findReplay(
  { store }: LinkSources,
  limits: Limits,
  info: RequestInfo,
  id: string,
): Promise<LinkSubject | undefined> {
  if (!REPLAY_ID.test(id) || store.state === "off") return undefined;
  spend(limits.profiles, info);
  const replay = await store.replay(id, null, Date.now());
  if (!replay) return undefined;
  const { players, score, longestRally } = replay;
  const [left, right] = players.map(({ name, bot }) => named({ name: name || NOBODY, bot }));
  const names = { left: left ?? NOBODY, right: right ?? NOBODY };
  return { kind: "replay", id, ...names, score: score.join(" : "), longestRally };
}

const named = ({ name, bot }: Pick<WatchablePlayer, "name" | "bot">): string =>
  bot === "" ? name : botName(bot);

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Undefined when it takes too long. */
async function inTime<T>(answer: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, undefined);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
