/** Private rooms and watching: fetched when they are gone to. */
import "../styles/hud.css";
import "../styles/warning.css";
import "../styles/versus.css";
import "../styles/waiting.css";
import "../styles/result.css";
import "../styles/around.css";
import "../styles/emotes.css";
import "../styles/rules.css";
import "../styles/rooms.css";

export { roomPage } from "./room.ts";
export { watchPage } from "./watch.ts";
