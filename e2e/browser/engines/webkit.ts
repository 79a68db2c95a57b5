/**
 * WebKitGTK's own browser on a screen that nobody sees. Its driver knows no console: what the page
 * says is noted by `console-notes.ts`.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Builder, Capabilities, Key, type WebDriver } from "selenium-webdriver";
import { freePort } from "../../lib/start-server.ts";
import { readNotes } from "./console-notes.ts";
import { DESKTOP, type Engine, type Size, Tab } from "./tab.ts";

const START_MS = 15_000;
const ATTEMPTS = 3;
/** Its window is never narrower (px): the bar above the page does not shrink. */
const NARROWEST = 450;
const KEYS: Record<string, string> = {
  Enter: Key.ENTER,
  Escape: Key.ESCAPE,
  Meta: Key.META,
  ArrowUp: Key.ARROW_UP,
  ArrowDown: Key.ARROW_DOWN,
};

class WebKitTab extends Tab {
  readonly engine = "webkit";
  private readonly driver: WebDriver;
  private readonly end: () => void;

  constructor(driver: WebDriver, end: () => void) {
    super();
    this.driver = driver;
    this.end = end;
  }
  goto(address: string): Promise<void> {
    return this.load(() => this.driver.get(address));
  }
  /** The driver's own waiting now and then never ends. */
  private async load(begin: () => Promise<void>): Promise<void> {
    await this.evaluate(() => Object.assign(window, { left: true }) && undefined);
    await begin();
    await this.until("the page", () => document.readyState === "complete" && !("left" in window));
  }
  evaluate<R, A>(work: (given: A) => R, given?: A): Promise<Awaited<R>> {
    return this.driver.executeScript(`return (${work}).apply(null, arguments)`, given);
  }
  async clickAt(x: number, y: number): Promise<void> {
    const place = { x: Math.round(x), y: Math.round(y), duration: 0 };
    await this.driver.actions().move(place).click().perform();
  }
  async key(way: "down" | "up", key: string): Promise<void> {
    const named = KEYS[key] ?? key;
    const actions = this.driver.actions();
    await (way === "down" ? actions.keyDown(named) : actions.keyUp(named)).perform();
  }
  reload(): Promise<void> {
    return this.load(() => this.driver.navigate().refresh());
  }
  complaints(): Promise<string[]> {
    return this.evaluate(readNotes);
  }
  async close(): Promise<void> {
    await this.driver.quit().catch(() => undefined);
    this.end();
  }
  /** The page gets this size, as far as it can, whatever the window has around it. */
  async resize({ width, height }: Size): Promise<void> {
    const size = { width: Math.max(width, NARROWEST), height };
    const inner = await this.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const window = this.driver.manage().window();
    const outer = await window.getRect();
    await window.setRect({
      x: 0,
      y: 0,
      width: outer.width + size.width - inner.width,
      height: outer.height + size.height - inner.height,
    });
    await this.until(
      "the page has its size",
      (given: Size) => innerWidth === given.width && innerHeight === given.height,
      size,
    );
  }
}

/** Starts the screen; each tab is a browser of its own, so that they share nothing. */
export async function startWebKit(): Promise<Engine> {
  const screen = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "2000x1400x24"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    detached: true,
  });
  const stop = endsWithUs(screen);
  const display = await new Promise<string>((resolve, reject) => {
    screen.once("error", reject);
    screen.once("exit", () => reject(new Error("Xvfb has ended")));
    screen.stdio[3]?.once("data", (number: Buffer) => resolve(`:${String(number).trim()}`));
  });
  return {
    name: "webkit",
    open: (size = DESKTOP) => openTab(display, size),
    close: () => Promise.resolve(stop()),
  };
}

/** Now and then its browser does not answer its driver at the start, and never will: then another one does. */
async function openTab(display: string, size: Size): Promise<WebKitTab> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    // Without a sound card the first note would wait for one for ever.
    const env = { ...process.env, DISPLAY: display, GST_PLUGIN_FEATURE_RANK: "fakeaudiosink:MAX" };
    const options = { env, stdio: "ignore", detached: true } as const;
    const end = endsWithUs(spawn("WebKitWebDriver", ["-p", String(port)], options));
    const late = new AbortController();
    const timer = sleep(START_MS, undefined, { signal: late.signal }).then(() => {
      throw new Error("WebKit did not start");
    });
    try {
      return await Promise.race([begin(port, size, end), timer]);
    } catch (error) {
      end();
      if (attempt === ATTEMPTS) throw error;
    } finally {
      timer.catch(() => undefined);
      late.abort();
    }
  }
}

async function begin(port: number, size: Size, end: () => void): Promise<WebKitTab> {
  const url = `http://127.0.0.1:${port}`;
  const listens = () =>
    fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await listens())) await sleep(20);
  const capabilities = new Capabilities({ browserName: "MiniBrowser", pageLoadStrategy: "none" });
  const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build();
  const tab = new WebKitTab(driver, end);
  await tab.resize(size);
  return tab;
}

/** A test run that ends early must not leave it or its children behind. Returns what ends them. */
function endsWithUs(child: ChildProcess): () => void {
  const kill = () => {
    try {
      process.kill(-(child.pid as number), "SIGTERM");
    } catch {
      // It has ended.
    }
  };
  process.once("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return kill;
}
