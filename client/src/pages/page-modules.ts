/** What of the pages is fetched when it is wanted: all but the first page, and pads' way through menus. */
import { lazyModule } from "../platform/lazy-module.ts";

export const loadMatchPages = lazyModule(() => import("./match-pages.ts"));
export const loadPracticePages = lazyModule(() => withTexts(import("./practice-pages.ts")));
export const loadRoomPages = lazyModule(() => withTexts(import("./room-pages.ts")));
export const loadPadMenus = lazyModule(() => import("../input/pad-menus.ts"));

/** Pages whose words are fetched with them. */
async function withTexts<T>(pages: Promise<T>): Promise<T> {
  const { loadMoreTexts } = await import("../ui/more-texts.ts");
  await loadMoreTexts();
  return pages;
}
