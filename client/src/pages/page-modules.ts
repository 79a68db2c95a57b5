/** What of the pages is fetched when it is wanted: all but the first page, and pads' way through menus. */
import { lazyModule } from "../platform/lazy-module.ts";
import { withOwnTexts, withTexts } from "./with-texts.ts";

export const loadMatchPages = lazyModule(() => import("./match-pages.ts"));
export const loadPracticePages = withTexts(lazyModule(() => import("./practice-pages.ts")));
export const loadRoomPages = withTexts(lazyModule(() => import("./room-pages.ts")));
export const loadTwoHerePages = withTexts(lazyModule(() => import("./two-here-pages.ts")));
export const loadTvPages = withTexts(lazyModule(() => import("./tv-pages.ts")));
export const loadOverlayPage = lazyModule(() => import("./overlay.ts"));
/** These have words that are not everybody's. */
export const loadPlayerPages = withOwnTexts(lazyModule(() => import("./player-pages.ts")));
export const loadDailyPages = withOwnTexts(lazyModule(() => import("./daily-pages.ts")));
export const loadReplayPages = withOwnTexts(lazyModule(() => import("./replay-pages.ts")));
export const loadCompetitionPages = withTexts(
  withOwnTexts(lazyModule(() => import("./competition-pages.ts"))),
);
export const loadPadMenus = lazyModule(() => import("../input/pad-menus.ts"));
