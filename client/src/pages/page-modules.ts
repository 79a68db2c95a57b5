/** What of the pages is fetched when it is wanted: all but the first page, and pads' way through menus. */
import { lazyModule } from "../platform/lazy-module.ts";
import { withTexts } from "./with-texts.ts";

export const loadMatchPages = lazyModule(() => import("./match-pages.ts"));
export const loadPracticePages = withTexts(lazyModule(() => import("./practice-pages.ts")));
export const loadRoomPages = withTexts(lazyModule(() => import("./room-pages.ts")));
export const loadTwoHerePages = withTexts(lazyModule(() => import("./two-here-pages.ts")));
export const loadTvPages = withTexts(lazyModule(() => import("./tv-pages.ts")));
export const loadOverlayPage = lazyModule(() => import("./overlay.ts"));
const loadPlayerModule = lazyModule(() => import("./player-pages.ts"));
/** Their words are not everybody's. */
export async function loadPlayerPages() {
  const pages = await loadPlayerModule();
  await pages.loadPlayerTexts();
  return pages;
}
const loadDailyModule = lazyModule(() => import("./daily-pages.ts"));
/** They are among those of players. */
export async function loadDailyPages() {
  const pages = await loadDailyModule();
  await pages.loadPlayerTexts();
  return pages;
}
const loadReplayModule = lazyModule(() => import("./replay-pages.ts"));
/** Nor are those of replays. */
export async function loadReplayPages() {
  const pages = await loadReplayModule();
  await pages.loadReplayTexts();
  return pages;
}
export const loadPadMenus = lazyModule(() => import("../input/pad-menus.ts"));
