/** A tab behind a page as Playwright and Puppeteer both have it. */
import { Tab } from "./tab.ts";

/** What both pages can do; keys and messages of the console are named differently. */
interface CommonPage {
  goto(address: string): Promise<unknown>;
  evaluate(work: (given: unknown) => unknown, given: unknown): Promise<unknown>;
  mouse: { click(x: number, y: number): Promise<void> };
  reload(): Promise<unknown>;
}

export interface PageParts {
  engine: Tab["engine"];
  page: CommonPage;
  key(way: "down" | "up", key: string): Promise<void>;
  /** Calls back with every error and warning of the page. */
  listen(complain: (text: string) => void): void;
  close(): Promise<void>;
}

export class PageTab extends Tab {
  readonly engine: Tab["engine"];
  private readonly heard: string[] = [];
  private readonly parts: PageParts;

  constructor(parts: PageParts) {
    super();
    this.engine = parts.engine;
    this.parts = parts;
    parts.listen((text) => this.heard.push(text));
  }
  async goto(address: string): Promise<void> {
    await this.parts.page.goto(address);
  }
  evaluate<R, A>(work: (given: A) => R, given?: A): Promise<Awaited<R>> {
    const call = work as (given: unknown) => R;
    return this.parts.page.evaluate(call, given) as Promise<Awaited<R>>;
  }
  clickAt(x: number, y: number): Promise<void> {
    return this.parts.page.mouse.click(x, y);
  }
  key(way: "down" | "up", key: string): Promise<void> {
    return this.parts.key(way, key);
  }
  async reload(): Promise<void> {
    await this.parts.page.reload();
  }
  complaints(): Promise<string[]> {
    return Promise.resolve(this.heard);
  }
  close(): Promise<void> {
    return this.parts.close();
  }
}
