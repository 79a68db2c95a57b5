/** Private rooms and watching: fetched when they are gone to. */
import "../styles/match.css";
import "../styles/around.css";
import "../styles/rooms.css";

export { roomPage } from "./room.ts";
export { watchPage } from "./watch.ts";
