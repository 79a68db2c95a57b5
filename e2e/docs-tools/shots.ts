/**
 * `npm run shots`: pictures of every screen and state in every theme on every kind of device, in
 * artifacts/, and sheets of them to look at. Words after it choose some: `npm run shots -- classic
 * phone`.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "@playwright/test";
import { inTop } from "../lib/paths.ts";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { startServer } from "../lib/start-server.ts";
import { makeSheets } from "./shot-sheets.ts";
import { launchBrowser, openPage } from "./stage-hands.ts";
import { guestTour, troubleTour } from "./tour/guests.ts";
import { leftTour, matchTour, practiceTour, twoHereMatchTour } from "./tour/matches.ts";
import { pageTour } from "./tour/pages.ts";
import { playerTour } from "./tour/player.ts";
import { type Tour, wear } from "./tour/stop.ts";
import { brokenLineTour, endsTour, offerTour, watchTour } from "./tour/whole-match.ts";

const THEMES = ["night", "light", "classic", "contrast"];
const phone = { hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const DEVICES: Record<string, BrowserContextOptions> = {
  desktop: { viewport: { width: 1280, height: 720 } },
  tablet: { viewport: { width: 820, height: 1180 }, hasTouch: true },
  phone: { viewport: { width: 390, height: 844 }, ...phone },
  landscape: { viewport: { width: 740, height: 360 }, ...phone },
};
/** The others' windows: small, for nobody looks at them. */
const SMALL = { viewport: { width: 480, height: 300 } };

/** Every screen, in an order in which each tour can begin where the one before has ended. */
async function* grandTour(browser: Browser, url: string, device: string): Tour {
  const proxies = [await startProxy(targetOf(url)), await startProxy(targetOf(url))] as const;
  const open = (name: string, at: string, options = SMALL as BrowserContextOptions) =>
    openPage(browser, at, { name }, options);
  const page = await open("Ada", proxies[0].url, DEVICES[device]);
  const [grace, mary] = [await open("Grace", proxies[1].url), await open("Mary", url)];
  for (const each of [page, grace, mary]) await each.goto("/?probe");
  yield* pageTour(page);
  yield* offerTour(page);
  yield* matchTour(page, grace);
  yield* brokenLineTour(page, grace, proxies);
  yield* endsTour(page, grace);
  yield* practiceTour(page);
  yield* twoHereMatchTour(page);
  yield* watchTour(page, grace, mary);
  yield* guestTour(page, grace, mary);
  yield* matchTour(page, mary);
  yield* leftTour(page, mary);
  yield* playerTour(page);
  yield* troubleTour(page);
  yield* stillTour(browser, url, device);
  for (const each of [page, grace, mary]) await each.context().close();
  for (const proxy of proxies) await proxy.stop();
}

const targetOf = (url: string) => ({ target: Number(new URL(url).port) });

/** For people who want less motion. */
async function* stillTour(browser: Browser, url: string, device: string): Tour {
  const options = { ...DEVICES[device], reducedMotion: "reduce" as const };
  const page = await openPage(browser, url, { name: "Ada" }, options);
  await page.goto("/");
  await page.locator(".online").waitFor();
  yield { name: "less-motion", page };
  await page.context().close();
}

async function shoot(tour: Tour, device: string, themes: readonly string[]): Promise<void> {
  const seen = new Set<string>();
  for await (const { name, page } of tour) {
    if (seen.has(name)) continue;
    seen.add(name);
    for (const theme of themes) {
      const folder = inTop("artifacts", "shots", theme, device);
      mkdirSync(folder, { recursive: true });
      await wear(page, theme);
      await page.screenshot({ path: `${folder}/${name}.png` });
    }
    console.log(`${device}: ${name}`);
  }
}

const words = process.argv.slice(2);
const chosen = (names: readonly string[]) => {
  const wanted = names.filter((name) => words.includes(name));
  return wanted.length > 0 ? wanted : names;
};
const folder = mkdtempSync(join(tmpdir(), "quickpong-shots-"));
const server = await startServer({ env: { QUICKPONG_POINTS: "7", QUICKPONG_DATA: folder } });
const browser = await launchBrowser();
try {
  for (const device of chosen(Object.keys(DEVICES))) {
    await shoot(grandTour(browser, server.url, device), device, chosen(THEMES));
  }
  await makeSheets(browser, chosen(THEMES), chosen(Object.keys(DEVICES)));
} finally {
  await browser.close();
  await server.stop();
  rmSync(folder, { recursive: true });
}
