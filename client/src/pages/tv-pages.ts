/** The screen that shows matches by itself: fetched when it is gone to. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/emotes.css";
import "../styles/tv.css";

export { tvPage } from "./tv.ts";
