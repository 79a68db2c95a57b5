/** Pages whose words are fetched with them. */
import { lazyModule } from "../platform/lazy-module.ts";

const loadTexts = lazyModule(() => import("../ui/more-texts.ts"));

/** What `load` fetches, once its words are there as well. */
export function withTexts<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const [pages, { loadMoreTexts }] = await Promise.all([load(), loadTexts()]);
    await loadMoreTexts();
    return pages;
  };
}

/** The same for pages that bring words of their own. */
export function withOwnTexts<T extends { loadTexts(): Promise<void> }>(
  load: () => Promise<T>,
): () => Promise<T> {
  return async () => {
    const pages = await load();
    await pages.loadTexts();
    return pages;
  };
}
