/** Practice: fetched while the first page is read, and there without a server. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/waiting.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/emotes.css";
import "../styles/rules.css";
import "../styles/levels.css";

export { practicePage } from "./practice.ts";
