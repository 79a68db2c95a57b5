/** What the server answers to plain HTTP requests besides joining. All are JSON and never cached. */
import type { BotName } from "../bot-levels.ts";
import type { Rules } from "../rules.ts";

/**
 * `GET /api/matches`: matches that can be watched, at most 50: people before bots, then
 * the most watched first.
 */
export interface WatchableMatches {
  matches: WatchableMatch[];
}

export interface WatchableMatch {
  /** For `joinById`. */
  id: string;
  left: WatchablePlayer;
  right: WatchablePlayer;
  pointsToWin: number;
  watchers: number;
}

export interface WatchablePlayer {
  /** Shown name. */
  name: string;
  /** A bot's level, or "" for a human. */
  bot: BotName | "";
  score: number;
}

/**
 * `GET /api/invites/<code>`: what a link to a private room leads to. Looking does not join.
 * - waiting: come in by joining the lobby with the code.
 * - full: two are in it. With `watch` the code can be watched by `joinById`.
 * - over: played, expired or closed by its host.
 * - unknown: there is no such room, or it is long over.
 */
export type InviteAnswer =
  | { state: "waiting"; host: string; hostHere: boolean; rules: Rules; watch: boolean }
  | { state: "full"; players: string[]; rules: Rules; watch: boolean }
  | { state: "over" }
  | { state: "unknown" };

/** `GET /api/online`. */
export interface OnlineAnswer {
  /** Connections to this server: who plays, waits or watches. */
  online: number;
  /** Of them those who look for an opponent, as of a second ago. */
  waiting: number;
}
