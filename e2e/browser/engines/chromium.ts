/** Chromium, as all other browser tests have it. */
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { DESKTOP, type Engine, type Size, Tab } from "./tab.ts";

class ChromiumTab extends Tab {
  readonly engine = "chromium";
  private readonly heard: string[] = [];
  private readonly context: BrowserContext;
  private readonly page: Page;

  constructor(context: BrowserContext, page: Page) {
    super();
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.heard.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.heard.push(message.text());
    });
  }
  async goto(address: string): Promise<void> {
    await this.page.goto(address);
  }
  evaluate<R, A>(work: (given: A) => R, given?: A): Promise<Awaited<R>> {
    const call = work as (given: unknown) => R;
    return this.page.evaluate(call, given) as Promise<Awaited<R>>;
  }
  clickAt(x: number, y: number): Promise<void> {
    return this.page.mouse.click(x, y);
  }
  key(way: "down" | "up", key: string): Promise<void> {
    return this.page.keyboard[way](key);
  }
  async reload(): Promise<void> {
    await this.page.reload();
  }
  complaints(): Promise<string[]> {
    return Promise.resolve(this.heard);
  }
  close(): Promise<void> {
    return this.context.close();
  }
}

/** The Chromium that runs already; who started it closes it. */
export const chromiumEngine = (browser: Browser): Engine => ({
  name: "chromium",
  async open(size: Size = DESKTOP) {
    const context = await browser.newContext({ viewport: size });
    return new ChromiumTab(context, await context.newPage());
  },
  close: () => Promise.resolve(),
});
