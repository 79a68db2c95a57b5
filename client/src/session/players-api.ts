/** What the server says of players: the own one, others, their matches, devices and codes. */
import type { DailyAnswer } from "@quickpong/shared/protocol/daily.ts";
import type {
  Devices,
  MatchHistory,
  MoveCode,
  OwnIdentity,
  OwnPlayer,
  PlayerProfile,
  RecoveryCode,
} from "@quickpong/shared/protocol/players.ts";
import type { BoardName, TopAnswer } from "@quickpong/shared/protocol/top.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";

/** What was asked for, or why there is none. */
export type Answer<T> = { ok: true; value: T } | { ok: false; why: Refusal };

/**
 * - unknown: there is no such thing.
 * - often: too many tries; later ones may be heard.
 * - failing: the server has no store, or it does not answer.
 * - unreachable: no server answers.
 */
export type Refusal = "unknown" | "often" | "failing" | "unreachable";

/** What has become of a code that was given to `moveHere`. */
export type MoveOutcome =
  | { kind: "moved"; player: OwnIdentity | null }
  /** This browser has a player of its own, who would be given up. */
  | { kind: "taken"; player: OwnIdentity | null }
  | { kind: "refused"; why: Refusal };

/** A server that has not answered by then (ms) is not reached. */
const PATIENCE = 6000;

export const fetchOwnPlayer = (): Promise<Answer<OwnPlayer>> => ask("GET", "/api/me");
export const fetchProfile = (id: string): Promise<Answer<PlayerProfile>> => ask("GET", pathOf(id));
/** `before`: what the page before has said in `next`; null for the newest. */
export const fetchHistory = (id: string, before: number | null): Promise<Answer<MatchHistory>> =>
  ask("GET", `${pathOf(id)}/matches${before === null ? "" : `?before=${before}`}`);

export const fetchTop = (board: BoardName): Promise<Answer<TopAnswer>> =>
  ask("GET", `/api/top?board=${board}`);

export const fetchDaily = (): Promise<Answer<DailyAnswer>> => ask("GET", "/api/daily");

export const fetchDevices = (): Promise<Answer<Devices>> => ask("GET", "/api/me/devices");
export const signOut = (device: string): Promise<Answer<unknown>> =>
  ask("DELETE", `/api/me/devices/${encodeURIComponent(device)}`);
export const askMoveCode = (): Promise<Answer<MoveCode>> => ask("POST", "/api/me/move-code", {});
export const askRecoveryCode = (): Promise<Answer<RecoveryCode>> =>
  ask("POST", "/api/me/recovery-code", {});
/** Everything that is stored of the player of this browser, as a JSON file. */
export const exportAddress = (): string => `${BASE_PATH}/api/me/export`;
export const deletePlayer = (): Promise<Answer<unknown>> => ask("DELETE", "/api/me");

/** Makes this browser the player's whose device has shown `code`. */
export async function moveHere(code: string, replace: boolean): Promise<MoveOutcome> {
  const answer = await send("POST", "/api/move", replace ? { code, replace } : { code });
  if (answer?.status === 409) return { kind: "taken", player: await playerIn(answer) };
  if (answer?.ok) return { kind: "moved", player: await playerIn(answer) };
  return { kind: "refused", why: refusalOf(answer?.status) };
}

const pathOf = (id: string): string => `/api/players/${encodeURIComponent(id)}`;

async function ask<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
  const answer = await send(method, path, body);
  if (!answer?.ok) return { ok: false, why: refusalOf(answer?.status) };
  try {
    const value = answer.status === 204 ? null : await answer.json();
    return { ok: true, value: value as T };
  } catch {
    return { ok: false, why: "unreachable" };
  }
}

/** Null when nobody answers in time. */
async function send(method: string, path: string, body?: object): Promise<Response | null> {
  const request: RequestInit = { method, cache: "no-store" };
  if (body) {
    request.body = JSON.stringify(body);
    request.headers = { "content-type": "application/json" };
  }
  const asked = fetch(BASE_PATH + path, request);
  return withTimeout(PATIENCE, asked, () => undefined).catch(() => null);
}

async function playerIn(answer: Response): Promise<OwnIdentity | null> {
  const own = (await answer.json().catch(() => null)) as OwnPlayer | null;
  return own?.player ?? null;
}

function refusalOf(status: number | undefined): Refusal {
  if (status === 400 || status === 401 || status === 404) return "unknown";
  if (status === 429) return "often";
  return status === 503 || status === 500 ? "failing" : "unreachable";
}
