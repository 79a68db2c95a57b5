/** The bots that one can play, from the easiest to the hardest. What they are like is in bot-minds.ts. */
export const BOT_LEVELS = ["pip", "mo", "lulu", "rex", "vera", "otto", "nina", "zoe"] as const;
export type BotLevel = (typeof BOT_LEVELS)[number];
/** Whoever has a seat without being a person: a bot, or the wall of the daily. */
export type BotName = BotLevel | "wall";

/** A bot of this name, if there is one. */
export const asBotLevel = (name: unknown): BotLevel | null =>
  BOT_LEVELS.find((level) => level === name) ?? null;

/** What a bot is called, in every language: "Pip". */
export const botName = (level: string): string => level.slice(0, 1).toUpperCase() + level.slice(1);
