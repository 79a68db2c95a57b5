/** How players are called: a bot is called one everywhere. */
import type { PlayerView } from "../net/view-frame.ts";
import { type TextKey, text } from "./texts.ts";

/** A person's name, or the bot's level. */
export const nameOf = ({ bot, name }: Pick<PlayerView, "bot" | "name">): string => {
  if (bot === "") return name;
  const key = `level_${bot}`;
  const levels: readonly string[] = ["level_beginner", "level_club", "level_pro"];
  const level = levels.includes(key) ? text(key as TextKey) : bot;
  return `${text("machine")} · ${level}`;
};
