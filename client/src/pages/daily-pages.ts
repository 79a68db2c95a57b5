/** The daily: fetched when it is gone to. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/sheet.css";
import "../styles/top.css";
import "../styles/daily.css";

export { loadPlayerTexts as loadTexts } from "../ui/player-texts.ts";
export { dailyPage } from "./daily.ts";
