/** Players' pages, the leaderboard and privacy: fetched when they are gone to. */
import "../styles/rules.css";
import "../styles/sheet.css";
import "../styles/player.css";
import "../styles/top.css";

export { loadPlayerTexts as loadTexts } from "../ui/player-texts.ts";
export { mePage } from "./me.ts";
export { movePage } from "./move.ts";
export { playerPage } from "./player.ts";
export { privacyPage } from "./privacy.ts";
export { topPage } from "./top.ts";
