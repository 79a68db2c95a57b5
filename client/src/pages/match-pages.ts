/** The pages on which matches are played: fetched while the first page is read. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/waiting.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/emotes.css";

export { playPage } from "./play.ts";
