/** What is asked of players, and what browsers do with the player that they have (shared/src/protocol/players.ts). */
import type { IncomingMessage, ServerResponse } from "node:http";
import { beginOfDay, dayAt } from "@quickpong/shared/daily.ts";
import { type DailyAnswer, NO_TABLE } from "@quickpong/shared/protocol/daily.ts";
import type { OwnPlayer } from "@quickpong/shared/protocol/players.ts";
import { BOARDS, type BoardName } from "@quickpong/shared/protocol/top.ts";
import type { Config } from "../config.ts";
import { type Limits, PLAYER_BODY_MAX } from "../limits/limits.ts";
import type { BadCookie } from "../metrics/metrics.ts";
import type { Accounts, Owner } from "../players/accounts.ts";
import { readAnyCode } from "../players/codes.ts";
import { dropCookie, keepCookie } from "../players/cookie.ts";
import { deviceLabel } from "../players/device-label.ts";
import { hashOf, isSecret } from "../players/secrets.ts";
import { type Store, StoreError } from "../store/store.ts";
import { HttpError, readObject } from "./body.ts";
import type { RequestInfo } from "./request-info.ts";
import { JsonText, sendJson } from "./send-json.ts";
import { spend, spendGuess } from "./spend.ts";
import { type SeenVisitor, visitorOf } from "./visitor.ts";

/** Matches on a page of a history. */
const PAGE = 20;
/** `POST /api/me/...` and so on. */
const PREFIX = /^\/api\/(?:daily|me|move|players|top)(?:\/|$)/;

export const isPlayerPath = (path: string): boolean => PREFIX.test(path);

/** What it needs of the rest. */
export interface PlayerBackend {
  config: Pick<Config, "proxies" | "publicAddress">;
  store: Store;
  accounts: Accounts;
  /** Takes note of a cookie that is none of ours, and is ignored. */
  badCookie(kind: BadCookie): void;
}

/** A request about players. */
interface Asked {
  store: Store;
  accounts: Accounts;
  limits: Limits;
  info: RequestInfo;
  request: IncomingMessage;
  response: ServerResponse;
  visitor: SeenVisitor;
  /** The part of the path that the route leaves open. */
  part: string;
}

type Limit = "profiles" | "claims" | "accounts";
type Answer = (asked: Asked) => Promise<unknown>;

/** Each with the budget of the address that it takes of. What returns undefined answers 204. */
const ROUTES: readonly (readonly [method: string, path: RegExp, limit: Limit, answer: Answer])[] = [
  ["GET", /^\/api\/me$/, "profiles", ownPlayer],
  ["GET", /^\/api\/me\/devices$/, "profiles", devices],
  ["GET", /^\/api\/me\/export$/, "accounts", exported],
  ["GET", /^\/api\/players\/([a-z2-7]{16})$/, "profiles", profile],
  ["GET", /^\/api\/players\/([a-z2-7]{16})\/matches$/, "profiles", history],
  ["GET", /^\/api\/top$/, "profiles", top],
  ["GET", /^\/api\/daily$/, "profiles", daily],
  ["POST", /^\/api\/me\/claim$/, "claims", claim],
  ["POST", /^\/api\/move$/, "accounts", move],
  ["POST", /^\/api\/me\/move-code$/, "accounts", moveCode],
  ["POST", /^\/api\/me\/recovery-code$/, "accounts", recoveryCode],
  ["DELETE", /^\/api\/me\/devices\/([\da-f]{1,64})$/, "accounts", signOut],
  ["DELETE", /^\/api\/me$/, "accounts", erase],
];

/** Answers a request whose path is a player's. */
export async function playerRoute(
  backend: PlayerBackend,
  limits: Limits,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { path, method } = info;
  const wanted = method === "HEAD" ? "GET" : method;
  const atPath = ROUTES.filter(([, pattern]) => pattern.test(path));
  if (atPath.length === 0) throw new HttpError(404, "not found");
  const [, pattern, limit, answer] = atPath.find(([each]) => each === wanted) ?? [];
  if (!pattern || !limit || !answer) throw new HttpError(405, "not allowed");
  spend(limits[limit], info);
  const visitor = visitorOf(request, info, backend.config);
  if (visitor.malformed) backend.badCookie("malformed");
  const { store, accounts } = backend;
  const [, part = ""] = pattern.exec(path) ?? [];
  const asked = { store, accounts, limits, info, request, response, visitor, part };
  const value = await answer(asked).catch((error: unknown) => {
    throw error instanceof StoreError ? new HttpError(503, "no memory at the moment") : error;
  });
  if (value !== undefined) return sendJson(response, response.statusCode, value);
  response.writeHead(204, { "Cache-Control": "no-store" }).end();
}

/** The player of this browser. A cookie that is nobody's any more is taken back. */
async function findOwner({ accounts, visitor, response }: Asked): Promise<Owner | null> {
  const owner = await accounts.owner(visitor.credential);
  if (!owner && visitor.secret) response.setHeader("Set-Cookie", dropCookie(visitor.place));
  return owner;
}

async function requireOwner(asked: Asked): Promise<Owner> {
  const owner = await findOwner(asked);
  if (!owner) throw new HttpError(401, "no player");
  return owner;
}

/** Each visit renews the cookie. */
async function ownPlayer(asked: Asked): Promise<OwnPlayer> {
  const { store, accounts, visitor } = asked;
  if (store.state === "off") return accounts.describe(null);
  const owner = await findOwner(asked);
  if (owner && visitor.secret) keep(asked, visitor.secret);
  return accounts.describe(owner);
}

async function profile({ store, accounts, visitor, part }: Asked): Promise<unknown> {
  const viewer = await accounts.owner(visitor.credential);
  const found = await store.profile(part, viewer?.id ?? null, Date.now());
  if (!found) throw new HttpError(404, "no such player");
  return found;
}

async function history({ store, accounts, visitor, info, part }: Asked): Promise<unknown> {
  const before = info.query.get("before");
  if (before !== null && !/^\d{1,15}$/.test(before)) throw new HttpError(400, "no such page");
  const viewer = await accounts.owner(visitor.credential);
  return store.history(part, before === null ? null : Number(before), PAGE, viewer?.id ?? null);
}

async function top({ store, accounts, visitor, info }: Asked): Promise<unknown> {
  const wanted = info.query.get("board") ?? "month";
  const board = BOARDS.find((each): each is BoardName => each === wanted);
  if (!board) throw new HttpError(400, "no such board");
  const viewer = await accounts.owner(visitor.credential);
  return store.top(board, viewer?.id ?? null, Date.now());
}

/** Where nothing is kept there is a course all the same. */
async function daily({ store, accounts, visitor }: Asked): Promise<DailyAnswer> {
  const at = Date.now();
  const day = dayAt(at);
  const now = { day, endsIn: beginOfDay(day + 1) - at, memory: store.state };
  if (store.state === "off") return { ...NO_TABLE, ...now };
  const viewer = await accounts.owner(visitor.credential);
  return { ...(await store.daily(viewer?.id ?? null, day, at)), ...now };
}

async function devices(asked: Asked): Promise<unknown> {
  const { id, credential } = await requireOwner(asked);
  const [list, hasRecoveryCode] = await Promise.all([
    asked.store.devices(id, credential),
    asked.store.hasRecoveryCode(id),
  ]);
  return { devices: list, hasRecoveryCode };
}

async function exported(asked: Asked): Promise<unknown> {
  const { id } = await requireOwner(asked);
  const everything = await asked.store.exportPlayer(id);
  if (!everything) throw new HttpError(404, "no such player");
  asked.response.setHeader("Content-Disposition", `attachment; filename="quickpong-${id}.json"`);
  return new JsonText(everything);
}

/** A browser that has a player keeps it, whatever somebody has it ask. */
async function claim(asked: Asked): Promise<unknown> {
  const { accounts, request } = asked;
  const { claim: shown } = await readObject(request, PLAYER_BODY_MAX);
  if (!isSecret(shown)) throw new HttpError(400, "no claim");
  const owner = await accounts.owner(asked.visitor.credential);
  if (owner) return conflict(asked, owner);
  const secret = await accounts.claim(shown, deviceLabel(request.headers["user-agent"]));
  if (secret === null) throw new HttpError(404, "no such claim");
  return become(asked, secret);
}

async function move(asked: Asked): Promise<unknown> {
  const { accounts, limits, info, request } = asked;
  const { code: typed, replace } = await readObject(request, PLAYER_BODY_MAX);
  const owner = await accounts.owner(asked.visitor.credential);
  // Not before it is agreed to: a move code is used up by it.
  if (owner && replace !== true) return conflict(asked, owner);
  const code = readAnyCode(typed);
  const label = deviceLabel(request.headers["user-agent"]);
  const secret = await spendGuess(limits, info, code, () => accounts.redeem(code, label));
  if (secret === null) throw new HttpError(404, "not a good code");
  // The code is used up: whatever becomes of the player that was here, the new one comes.
  if (owner) await accounts.giveUp(owner, hashOf(secret)).catch(() => {});
  return become(asked, secret);
}

async function moveCode(asked: Asked): Promise<unknown> {
  const { id } = await requireOwner(asked);
  return asked.accounts.moveCode(id);
}

async function recoveryCode(asked: Asked): Promise<unknown> {
  const { id } = await requireOwner(asked);
  return { code: await asked.accounts.recoveryCode(id) };
}

async function signOut(asked: Asked): Promise<void> {
  const { store, part } = asked;
  const { id, credential } = await requireOwner(asked);
  const own = (await store.devices(id, credential)).find(({ current }) => current);
  await store.signOut(id, part);
  if (own?.id === part) forget(asked);
}

async function erase(asked: Asked): Promise<void> {
  const { id } = await requireOwner(asked);
  await asked.store.erase(id);
  forget(asked);
}

/** This browser has a secret of its own from now on. */
async function become(asked: Asked, secret: string): Promise<OwnPlayer> {
  keep(asked, secret);
  return asked.accounts.describe(await asked.accounts.owner(hashOf(secret)));
}

function conflict({ response, accounts }: Asked, owner: Owner): OwnPlayer {
  response.statusCode = 409;
  return accounts.describe(owner);
}

function keep({ response, visitor }: Asked, secret: string): void {
  response.setHeader("Set-Cookie", keepCookie(secret, visitor.place));
}

function forget({ response, visitor }: Asked): void {
  response.setHeader("Set-Cookie", dropCookie(visitor.place));
}
