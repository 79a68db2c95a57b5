/** What bots of a crowd share. */
import type { MatchStanding } from "./lost.ts";
import type { Hands, Skill } from "./options.ts";
import type { Pairs } from "./pairing-checker.ts";
import type { RunMetrics } from "./run-metrics.ts";

export interface Swarm {
  /** Base address (http) that the bots connect to. */
  server: string;
  tally: RunMetrics;
  pairs: Pairs;
  skill: Skill;
  hands: Hands;
  seed: number;
  /** Light bots come as pages do, so that the server may remember them. */
  remembered?: boolean;
}

/** A bot, whichever kind. */
export interface Player {
  /** Presses "play", and again after every match, until told to stop. */
  start(): void;
  /** Leaves whatever it is in. */
  stop(): void;
  /** How it is doing at `now` (ms). */
  standing(now: number): MatchStanding;
}

/** How long a player looks at the result before doing something (ms), at least and up to more. */
export const AFTERTHOUGHT = { least: 600, spread: 900 };
/** How long a rematch is waited for before the player looks for somebody else (ms). */
export const REMATCH_WAIT = 4000;
/** Pause of a player who was turned away or lost (ms). */
export const RETRY_AFTER = 1500;

/**
 * Whether the players of a match want another: both must come to the same answer without talking,
 * so the room's name and the number of matches in it decide. Half of them do.
 */
export function wantsRematch(room: string, matches: number): boolean {
  let hash = matches * 31;
  for (const letter of room) hash = (hash * 33 + letter.charCodeAt(0)) | 0;
  return (hash & 1) === 0;
}

/** Element `n` of a mixture, evenly. */
export const nth = <T>(choices: readonly T[], n: number): T => choices[n % choices.length] as T;

/** Stands for the digits in a bot's name: of digits some are rude words in disguise, such as 455. */
const LETTERS = "bdghjklmpv";

/** The name of bot number `n`, which the server shows as it is. */
export const botName = (n: number): string =>
  `bot ${[...String(n)].map((digit) => LETTERS[Number(digit)]).join("")}`;
