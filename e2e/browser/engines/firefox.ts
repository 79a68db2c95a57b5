/** Firefox over WebDriver BiDi. */
import puppeteer, { type BrowserContext, type KeyInput, type Page } from "puppeteer-core";
import { PageTab } from "./page-tab.ts";
import { DESKTOP, type Engine, type Size } from "./tab.ts";

const tabOf = (context: BrowserContext, page: Page): PageTab =>
  new PageTab({
    engine: "firefox",
    page,
    key: (way, key) => page.keyboard[way](key as KeyInput),
    listen(complain) {
      page.on("pageerror", (error) => complain(String(error)));
      page.on("console", (message) => {
        if (["error", "warn"].includes(message.type())) complain(message.text());
      });
    },
    close: () => context.close(),
  });

/** Without a sound card no sound would ever begin. */
const PREFERENCES = { "media.cubeb.force_mock_context": true };

/** Starts Firefox. */
export async function startFirefox(executablePath: string): Promise<Engine> {
  const browser = await puppeteer.launch({
    ...{ browser: "firefox", executablePath, headless: true },
    extraPrefsFirefox: PREFERENCES,
  });
  return {
    name: "firefox",
    async open(size: Size = DESKTOP) {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(size);
      return tabOf(context, page);
    },
    close: () => browser.close(),
  };
}
