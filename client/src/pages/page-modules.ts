/** What of the pages is fetched when it is wanted: all but the first page, and pads' way through menus. */
import { lazyModule } from "../platform/lazy-module.ts";

export const loadMatchPages = lazyModule(() => import("./match-pages.ts"));
export const loadRoomPages = lazyModule(() => import("./room-pages.ts"));
export const loadPadMenus = lazyModule(() => import("../input/pad-menus.ts"));
