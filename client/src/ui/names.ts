/** How players are called: a bot is called one everywhere. */
import { botName } from "@quickpong/shared/bot-levels.ts";
import type { PlayerView } from "../net/view-frame.ts";
import { text } from "./texts.ts";

/** A person's name, or the bot's. */
export const nameOf = ({ bot, name }: Pick<PlayerView, "bot" | "name">): string =>
  bot === "" ? name : bot === "wall" ? text("wall") : `${text("machine")} · ${botName(bot)}`;
