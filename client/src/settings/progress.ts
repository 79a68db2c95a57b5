/** What the browser remembers of practice: which bots were beaten, and whether the lessons were taken. */
import { asBotLevel, BOT_LEVELS, type BotLevel } from "@quickpong/shared/bot-levels.ts";
import { presetOf } from "@quickpong/shared/presets.ts";
import type { Rules } from "@quickpong/shared/rules.ts";
import { browserSettings } from "./settings-storage.ts";

/** Bots that are open from the start, so that nobody is stuck. */
const OPEN_AT_FIRST = 3;

/** Bots that were beaten. */
export function beatenBots(storage = browserSettings): ReadonlySet<BotLevel> {
  const { beaten } = storage.read();
  const names = Array.isArray(beaten) ? beaten.map((name) => asBotLevel(String(name))) : [];
  return new Set(names.filter((level) => level !== null));
}

/** Whether a bot is open: the first few are, and each that follows one that was beaten. */
export function isOpen(level: BotLevel, beaten: ReadonlySet<BotLevel>): boolean {
  const n = BOT_LEVELS.indexOf(level);
  return n < OPEN_AT_FIRST || beaten.has(level) || beaten.has(BOT_LEVELS[n - 1] as BotLevel);
}

/** The hardest bots that are open, the easiest of them first. */
export const hardestOpen = (count: number, beaten = beatenBots()): BotLevel[] =>
  BOT_LEVELS.filter((level) => isOpen(level, beaten)).slice(-count);

/** The bot that follows this one, if there is one. */
export const nextBot = (level: BotLevel): BotLevel | undefined =>
  BOT_LEVELS[BOT_LEVELS.indexOf(level) + 1];

/** What matters of a match that is over. */
export interface Finished {
  outcome: { reason: string; winner: "own" | "opponent" | null } | null;
  opponent: { bot: string };
  watching: boolean;
  rules: Rules;
}

/** Remembers a bot that was beaten by the score; by rules of one's own it does not count. */
export function noteResult(
  { outcome, opponent, watching, rules }: Finished,
  storage = browserSettings,
): void {
  const level = asBotLevel(opponent.bot);
  if (level === null || watching || presetOf(rules) === null) return;
  if (outcome?.reason !== "score" || outcome.winner !== "own") return;
  storage.write({ beaten: [...new Set([...beatenBots(storage), level])] });
}

/** Whether the lessons were taken or skipped. */
export const knowsLessons = (storage = browserSettings): boolean =>
  storage.read()["lessons"] === true;

/** They were. */
export const noteLessons = (storage = browserSettings): void => storage.write({ lessons: true });

/** What levels were called before they had names: links to them still lead somewhere. */
const EARLIER: ReadonlyMap<string, BotLevel> = new Map([
  ["beginner", "pip"],
  ["club", "rex"],
  ["pro", "nina"],
]);

/** The level that a link names; null for none that there is. */
export const levelOf = (name: string | null): BotLevel | null =>
  EARLIER.get(name ?? "") ?? asBotLevel(name);
