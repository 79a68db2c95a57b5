/** Firefox over WebDriver BiDi. */
import puppeteer, { type BrowserContext, type KeyInput, type Page } from "puppeteer-core";
import { DESKTOP, type Engine, type Size, Tab } from "./tab.ts";

class FirefoxTab extends Tab {
  readonly engine = "firefox";
  private readonly heard: string[] = [];
  private readonly context: BrowserContext;
  private readonly page: Page;

  constructor(context: BrowserContext, page: Page) {
    super();
    this.context = context;
    this.page = page;
    page.on("pageerror", (error) => this.heard.push(String(error)));
    page.on("console", (message) => {
      if (["error", "warn"].includes(message.type())) this.heard.push(message.text());
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
    return this.page.keyboard[way](key as KeyInput);
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
      return new FirefoxTab(context, page);
    },
    close: () => browser.close(),
  };
}
