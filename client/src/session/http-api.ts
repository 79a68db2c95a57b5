/** What the server says without a connection: who is online, what can be watched, where a code leads. */
import type {
  InviteAnswer,
  OnlineAnswer,
  WatchableMatch,
  WatchableMatches,
} from "@quickpong/shared/protocol/http-answers.ts";
import type { OwnPlayer } from "@quickpong/shared/protocol/players.ts";
import { BASE_PATH } from "../platform/base-path.ts";
import { withTimeout } from "../platform/timeout.ts";

const PATIENCE = 4000;

/** How many are online, watchers among them, and how many wait; null when the server can't be reached. */
export async function fetchOnline(): Promise<OnlineAnswer | null> {
  const answer = await ask<OnlineAnswer>("/api/online");
  return typeof answer?.online === "number" ? answer : null;
}

/** Matches that can be watched: people before bots, then the most watched first. */
export async function fetchMatches(): Promise<readonly WatchableMatch[]> {
  const answer = await ask<WatchableMatches>("/api/matches");
  return Array.isArray(answer?.matches) ? answer.matches : [];
}

/** What a private room's code leads to, or null when the server can't be reached. */
export const askInvite = (code: string): Promise<InviteAnswer | null> =>
  ask<InviteAnswer>(`/api/invites/${encodeURIComponent(code)}`);

/** The player of this browser, or null when the server can't be reached. */
export const fetchOwn = (): Promise<OwnPlayer | null> => ask<OwnPlayer>("/api/me");

async function ask<T>(path: string): Promise<T | null> {
  try {
    const answer = await withTimeout(PATIENCE, fetch(BASE_PATH + path), () => undefined);
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}
