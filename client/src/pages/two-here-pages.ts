/** Two at one screen: fetched while the first page is read, and there without a server. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/rules.css";
import "../styles/two-here.css";
import "../styles/facing.css";

export { twoHerePage } from "./two-here.ts";
