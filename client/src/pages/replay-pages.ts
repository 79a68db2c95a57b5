/** Replays, in a page of their own and in other people's: fetched when they are gone to. */
export { loadReplayTexts as loadTexts } from "../ui/replay-texts.ts";
export { replayPage } from "./replay.ts";
