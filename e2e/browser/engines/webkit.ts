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
    return this.driver.get(address);
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
    return this.driver.navigate().refresh();
  }
  complaints(): Promise<string[]> {
    return this.evaluate(readNotes);
  }
  async close(): Promise<void> {
    await this.driver.quit().catch(() => undefined);
    this.end();
  }
  /** The page gets this size, whatever the window has around it. */
  async resize(size: Size): Promise<void> {
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
  });
  const stop = endsWithUs(screen);
  const display = await new Promise<string>((resolve, reject) => {
    screen.once("error", reject);
    screen.stdio[3]?.once("data", (number: Buffer) => resolve(`:${String(number).trim()}`));
  });
  return {
    name: "webkit",
    open: (size = DESKTOP) => openTab(display, size),
    close: () => Promise.resolve(stop()),
  };
}

async function openTab(display: string, size: Size): Promise<WebKitTab> {
  const port = await freePort();
  // Without a sound card the first note would wait for one for ever.
  const env = { ...process.env, DISPLAY: display, GST_PLUGIN_FEATURE_RANK: "fakeaudiosink:MAX" };
  const server = spawn("WebKitWebDriver", ["-p", String(port)], { env, stdio: "ignore" });
  const end = endsWithUs(server);
  const url = `http://127.0.0.1:${port}`;
  const deadline = performance.now() + START_MS;
  while (
    !(await fetch(`${url}/status`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (performance.now() > deadline) throw new Error("WebKitWebDriver did not start");
    await sleep(20);
  }
  const capabilities = new Capabilities({ browserName: "MiniBrowser" });
  const driver = await new Builder().usingServer(url).withCapabilities(capabilities).build();
  const tab = new WebKitTab(driver, end);
  await tab.resize(size);
  return tab;
}

/** A test run that ends early must not leave it behind. Returns what ends it. */
function endsWithUs(child: ChildProcess): () => void {
  const kill = () => void child.kill("SIGTERM");
  process.once("exit", kill);
  child.once("close", () => process.off("exit", kill));
  return kill;
}
