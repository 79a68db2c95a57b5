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
