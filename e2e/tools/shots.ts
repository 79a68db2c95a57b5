/**
 * `npm run shots`: pictures of every screen in every theme on every kind of device, in artifacts/.
 * Words after it choose some of them: `npm run shots -- classic phone`.
 */
import { mkdirSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { inTop } from "./paths.ts";
import { launchBrowser, openPage, play, untilFrame } from "./stage-hands.ts";
import { startServer } from "./start-server.ts";

const THEMES = ["night", "light", "classic", "contrast"];
const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const DEVICES: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1440, height: 900 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  phone: { viewport: { width: 360, height: 740 }, ...phone },
  landscape: { viewport: { width: 740, height: 360 }, ...phone },
};
/** Pages that need nothing but their address. */
const PAGES: Record<string, string> = {
  home: "/",
  practice: "/practice",
  unknown: "/no/such/court",
  friend: "/room",
  settings: "/settings",
  learn: "/learn",
  replays: "/replays",
};

/** Takes one picture after another into a folder. */
type Shoot = (page: Page, name: string) => Promise<void>;

async function shootPages(page: Page, shoot: Shoot): Promise<void> {
  for (const [name, address] of Object.entries(PAGES)) {
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(500);
    await shoot(page, name);
  }
}

async function shootMatch(page: Page, other: Page, shoot: Shoot): Promise<void> {
  await page.goto("/play?probe");
  await page.waitForTimeout(2500);
  await shoot(page, "searching");
  await other.goto("/play?probe");
  await untilFrame(page, ({ opponent, phase }) => opponent.bot === "" && phase === "countdown");
  await page.waitForTimeout(300);
  await shoot(page, "versus");
  await play(page, 0.9, 1);
  await play(other, 0.9, 0);
  await untilFrame(page, ({ own, opponent }) => own.score + opponent.score > 0);
  await shoot(page, "goal");
  await untilFrame(page, ({ phase }) => phase === "rally");
  await page.waitForTimeout(350);
  await shoot(page, "rally");
  await page.getByRole("heading", { level: 1 }).waitFor({ timeout: 60_000 });
  await page.waitForTimeout(600);
  await shoot(page, "result");
}

/** The server is told to be gone: what one sees then. */
async function shootTrouble(page: Page, shoot: Shoot): Promise<void> {
  await page.goto("/");
  await page.waitForTimeout(1200);
  await page.route("**/matchmake/**", (route) => route.abort());
  await page.locator("form button[type=submit]").first().click();
  await page.getByRole("alert").waitFor();
  await shoot(page, "trouble");
}

async function shootAll(browser: Browser, url: string, theme: string, device: string) {
  const folder = inTop("artifacts", "shots", theme, device);
  mkdirSync(folder, { recursive: true });
  const shoot: Shoot = async (page, name) => {
    await page.screenshot({ path: `${folder}/${name}.png` });
  };
  const page = await openPage(browser, url, { name: "Ada", theme }, DEVICES[device]);
  const other = await openPage(browser, url, { name: "Grace" });
  await shootPages(page, shoot);
  await shootMatch(page, other, shoot);
  await other.context().close();
  await shootTrouble(page, shoot);
  await page.context().close();
  console.log(`${theme}, ${device}: done`);
}

const words = process.argv.slice(2);
const chosen = (names: string[]) => {
  const wanted = names.filter((name) => words.includes(name));
  return wanted.length > 0 ? wanted : names;
};
const server = await startServer({ env: { QUICKPONG_POINTS: "3" } });
const browser = await launchBrowser();
try {
  for (const theme of chosen(THEMES)) {
    for (const device of chosen(Object.keys(DEVICES))) {
      await shootAll(browser, server.url, theme, device);
    }
  }
} finally {
  await browser.close();
  await server.stop();
}
