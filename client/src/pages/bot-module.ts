/** The match against a bot that is played while in line, fetched when it is wanted. */
import { lazyModule } from "../platform/lazy-module.ts";
import { withTexts } from "./with-texts.ts";

export const loadBotMeanwhile = withTexts(lazyModule(() => import("./bot-meanwhile.ts")));
