/** The pages on which matches are played: fetched while the first page is read. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/waiting.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/emotes.css";
import "../styles/behind-title.css";

export { playBehindTitle } from "./behind-title.ts";
export { playPage } from "./play.ts";
