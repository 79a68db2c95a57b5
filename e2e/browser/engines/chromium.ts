/** Chromium, as all other browser tests have it. */
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { PageTab } from "./page-tab.ts";
import { DESKTOP, type Engine, type Size } from "./tab.ts";

const tabOf = (context: BrowserContext, page: Page): PageTab =>
  new PageTab({
    engine: "chromium",
    page,
    key: (way, key) => page.keyboard[way](key),
    listen(complain) {
      page.on("pageerror", (error) => complain(String(error)));
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) complain(message.text());
      });
    },
    close: () => context.close(),
  });

/** The Chromium that runs already; who started it closes it. */
export const chromiumEngine = (browser: Browser): Engine => ({
  name: "chromium",
  async open(size: Size = DESKTOP) {
    const context = await browser.newContext({ viewport: size });
    return tabOf(context, await context.newPage());
  },
  close: () => Promise.resolve(),
});
