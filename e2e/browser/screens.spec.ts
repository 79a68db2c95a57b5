/** A walk over all screens: every language fits on a small phone, axe finds nothing, big text too. */
import type { Browser, BrowserContextOptions, Page } from "@playwright/test";
import { enterLobby } from "../chaos/raw-client.ts";
import { play } from "../docs-tools/stage-hands.ts";
import { leftTour, matchTour, practiceTour, twoHereMatchTour } from "../docs-tools/tour/matches.ts";
import { pageTour } from "../docs-tools/tour/pages.ts";
import { type Stop, settled, shown, type Tour, visit, wear } from "../docs-tools/tour/stop.ts";
import { brokenLineTour, offerTour } from "../docs-tools/tour/whole-match.ts";
import { keepSettings } from "../lib/keep-settings.ts";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { axeFindings } from "./support/axe.ts";
import { misfits, outOfReach } from "./support/fit.ts";
import { framesLater } from "./support/players.ts";

// Long, and the last: its tests are shared among all workers, so that none is left with them.
test.describe.configure({ mode: "parallel" });

const LANGUAGES = ["en", "de", "es", "fr", "pt", "ru", "ja", "zh"];
const THEMES = ["light", "classic", "contrast"];
const LONG_NAME = "Wwwwwwwwwwwwwwww";
const SMALL_PHONE = { width: 360, height: 640 };
const PHONES = [SMALL_PHONE, { width: 390, height: 844 }, { width: 320, height: 568 }];
/** An old phone, with the browser's bars and without. */
const SMALLEST = [
  { width: 320, height: 480 },
  { width: 320, height: 568 },
] as const;

async function open(
  browser: Browser,
  baseURL: string,
  viewport = { width: 960, height: 600 },
  more: BrowserContextOptions = {},
) {
  // The server's policy lets no foreign script in, not even axe.
  const options = { baseURL, viewport, bypassCSP: true, reducedMotion: "reduce" as const };
  const context = await browser.newContext({ ...options, ...more });
  await context.addInitScript(keepSettings, { theme: "night", name: LONG_NAME });
  const page = await context.newPage();
  await page.goto("/?probe");
  return page;
}

/** Chooses a language in the menu that is open, or else on the first page. */
async function speak(page: Page, language: string): Promise<void> {
  await page.locator(`select:has(option[value=${language}])`).last().selectOption(language);
  await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${language}`));
}

/** Makes texts twice as large, as if it had been so when the page was opened. */
const enlarge = (page: Page): Promise<void> =>
  page.evaluate(() => {
    document.documentElement.style.setProperty("font-size", "200%");
    window.dispatchEvent(new Event("resize"));
  });

async function check(tour: Tour, look: (stop: Stop) => Promise<string[]>): Promise<string[]> {
  const problems: string[] = [];
  for await (const stop of tour) {
    problems.push(...(await look(stop)).map((problem) => `${stop.name}: ${problem}`));
  }
  return problems;
}

/** Stops that have the colours of others. */
const ALIKE = [
  "settings-key",
  "friend-bad-code",
  "room-unknown",
  "nothing-to-watch",
  "replay-unknown",
  "competition-unknown",
  "make-cup",
  "practice",
];

async function axeInAllThemes({ name, page }: Stop): Promise<string[]> {
  const problems = await axeFindings(page);
  if (ALIKE.includes(name)) return problems;
  for (const theme of THEMES) {
    await wear(page, theme);
    const found = await axeFindings(page, ["color-contrast"]);
    problems.push(...found.map((each) => `${theme}: ${each}`));
  }
  await wear(page, "night");
  return problems;
}

for (const language of LANGUAGES) {
  test(`${language}: every page fits on a small phone`, async ({ browser, server }) => {
    const page = await open(browser, server.url, SMALL_PHONE);
    await speak(page, language);
    expect(await check(pageTour(page), (stop) => misfits(stop.page))).toEqual([]);
    await page.context().close();
  });
}

test("the first page's buttons stay where they are when the number of players arrives", async ({
  browser,
  server,
}) => {
  const page = await open(browser, server.url, PHONES[1]);
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/online", async (route) => {
    await answered;
    await route.fulfill({ json: { online: 12, waiting: 3 } });
  });
  await page.goto("/?probe");
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const places = async () =>
    Promise.all((await page.getByRole("button").all()).map((each) => each.boundingBox()));
  const before = await places();
  expect(before.length).toBeGreaterThan(2);
  answer();
  await expect(page.locator(".online")).toHaveText("12 players online");
  await expect(page.locator(".landing .waiting")).toHaveText("3 waiting: play now");
  expect(await places()).toEqual(before);
  await page.context().close();
});

test("on small phones Play stays where it is, and what makes a room is seen", async ({
  browser,
  server,
}) => {
  const page = await open(browser, server.url);
  const someone = { name: LONG_NAME, bot: "", score: 10 };
  let running = 0;
  await page.route("**/api/matches", (route) => {
    const match = { left: someone, right: someone, pointsToWin: 21, watchers: 999 };
    const matches = Array.from({ length: running }, (_, id) => ({ id: String(id), ...match }));
    return route.fulfill({ json: { matches } });
  });
  const bar = page.locator("main form .bar.lit");
  for (const viewport of PHONES) {
    await page.setViewportSize(viewport);
    const places: unknown[] = [];
    for (const count of [0, 1, 3]) {
      running = count;
      await page.goto("/?probe");
      await page.locator(".online:visible").waitFor();
      await expect(page.locator(".live a")).toHaveCount(running);
      await expect(bar).toBeInViewport({ ratio: 1 });
      expect(await misfits(page)).toEqual([]);
      places.push(await bar.boundingBox());
    }
    expect(places).toEqual([places[0], places[0], places[0]]);
    await visit(page, "/r?probe");
    await expect(bar).toBeInViewport({ ratio: 1 });
  }
  await page.context().close();
});

test("the first page and a result fit in the smallest windows in every language", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const server = await startServer({ env: { QUICKPONG_POINTS: "3" } });
  const page = await open(browser, server.url, SMALLEST[0]);
  const other = await open(browser, server.url, { width: 480, height: 300 });
  const fits = async (where: string) => {
    await page.locator("[data-menu]").click();
    for (const viewport of SMALLEST) {
      await page.setViewportSize(viewport);
      for (const language of LANGUAGES) {
        await speak(page, language);
        expect(await misfits(page), `${where}, ${language}, ${viewport.height}`).toEqual([]);
      }
    }
    await speak(page, "en");
    await page.keyboard.press("Escape");
  };
  await fits("home");
  for (const each of [page, other]) await visit(each, "/play?probe");
  await play(page, 0.1);
  await play(other, "beside");
  await page.locator(".result").waitFor({ timeout: 90_000 });
  await shown(page, ".result");
  await fits("result");
  await visit(other, "/?probe");
  await shown(page, ".result .news:not(:empty)");
  await fits("result, the other one left");
  for (const each of [page, other]) await each.context().close();
  await server.stop();
});

test("the way back after a refresh fits in the smallest windows in every language", async ({
  browser,
  server,
}) => {
  const page = await open(browser, server.url);
  await page.route("**/matchmake/reconnect/**", () => {});
  for (const language of LANGUAGES) {
    await page.evaluate(keepSettings, { language });
    await page.evaluate(() => {
      const seat = { token: "room:token", side: 0, path: "/play" };
      sessionStorage.setItem("quickpong.seat", JSON.stringify(seat));
    });
    await page.goto("/play");
    await page.locator(".loading button").waitFor();
    for (const viewport of [...SMALLEST, { width: 480, height: 320 }]) {
      await page.setViewportSize(viewport);
      const court = viewport.width < viewport.height ? "upright" : "lying";
      await expect(page.locator("html")).toHaveAttribute("data-court", court);
      const problems = [...(await misfits(page)), ...(await outOfReach(page))];
      expect(problems, `${language}, ${viewport.width} x ${viewport.height}`).toEqual([]);
    }
  }
  await page.context().close();
});

test("an invitation by the longest name fits in the smallest windows in every language", async ({
  browser,
  server,
}) => {
  const wish = { host: { pointsToWin: 21, pace: 1, watch: true } };
  const host = await enterLobby(server.url, "W".repeat(16), false, wish);
  await expect.poll(() => host.code).not.toBe("");
  const page = await open(browser, server.url);
  for (const language of LANGUAGES) {
    await page.evaluate(keepSettings, { language });
    await page.goto(`/r/${host.code}`);
    await page.locator(".notice .bar.lit").waitFor();
    for (const viewport of [...SMALLEST, { width: 740, height: 360 }]) {
      await page.setViewportSize(viewport);
      const court = viewport.width < viewport.height ? "upright" : "lying";
      await expect(page.locator("html")).toHaveAttribute("data-court", court);
      const problems = [...(await misfits(page)), ...(await outOfReach(page))];
      expect(problems, `${language}, ${viewport.width} x ${viewport.height}`).toEqual([]);
    }
  }
  host.leave();
  await page.context().close();
});

/** A desk's window and a phone. */
const LARGE_TEXT_SIZES = [
  { width: 960, height: 600 },
  { width: 390, height: 844 },
];

/** Looks at a stop in both windows; what is found names the window. */
const inBothSizes =
  (look: (stop: Stop) => Promise<string[]>) =>
  async (stop: Stop): Promise<string[]> => {
    const problems: string[] = [];
    for (const viewport of LARGE_TEXT_SIZES) {
      await stop.page.setViewportSize(viewport);
      // The page hears of its size with its next frame.
      await stop.page.waitForFunction((width) => innerWidth === width, viewport.width);
      await framesLater(stop.page, 2);
      await settled(stop.page);
      problems.push(...(await look(stop)).map((each) => `${viewport.width}: ${each}`));
    }
    return problems;
  };

test("texts at twice their size: everything can still be reached", async ({ browser, server }) => {
  const page = await open(browser, server.url, LARGE_TEXT_SIZES[0]);
  await enlarge(page);
  const look = inBothSizes(async ({ name, page }) => [
    ...(["home", "searching", "bot-offer"].includes(name) ? await misfits(page) : []),
    ...(await outOfReach(page)),
  ]);
  expect(await check(pageTour(page), look)).toEqual([]);
  expect(await check(offerTour(page), look)).toEqual([]);
  await page.context().close();
});

test("texts at twice their size in a match: nothing is cut off or covered", async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const proxies = [
    await startProxy({ target: server.port }),
    await startProxy({ target: server.port }),
  ] as const;
  const page = await open(browser, proxies[0].url, LARGE_TEXT_SIZES[0]);
  const other = await open(browser, proxies[1].url, { width: 480, height: 300 });
  await enlarge(page);
  const look = inBothSizes(async ({ page }) => [
    ...(await misfits(page)),
    ...(await outOfReach(page)),
  ]);
  expect(await check(matchTour(page, other), look)).toEqual([]);
  expect(await check(brokenLineTour(page, other, proxies), look)).toEqual([]);
  expect(await check(leftTour(page, other), look)).toEqual([]);
  for (const each of [page, other]) await each.context().close();
  for (const proxy of proxies) await proxy.stop();
});

test("axe finds nothing on any page in any theme", async ({ browser, server }) => {
  const page = await open(browser, server.url);
  expect(await check(pageTour(page), axeInAllThemes)).toEqual([]);
  await page.context().close();
});

test("a match and its result: axe finds nothing, and every language fits", async ({
  browser,
  server,
}) => {
  const page = await open(browser, server.url);
  const other = await open(browser, server.url, { width: 480, height: 300 });
  expect(await check(matchTour(page, other), axeInAllThemes)).toEqual([]);
  await page.setViewportSize(SMALL_PHONE);
  const fits = async () => {
    await page.locator("[data-menu]").click();
    for (const language of LANGUAGES) {
      await speak(page, language);
      expect(await misfits(page), language).toEqual([]);
    }
    await speak(page, "en");
    await page.keyboard.press("Escape");
  };
  await fits();
  expect(await check(leftTour(page, other), axeInAllThemes)).toEqual([]);
  await fits();
  expect(await check(practiceTour(page), axeInAllThemes)).toEqual([]);
  await Promise.all([page.context().close(), other.context().close()]);
});

const PHONE = { hasTouch: true, isMobile: true };

test("two at one screen: axe finds nothing, keys and table, on any screen", async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  for (const [viewport, options] of [
    [{ width: 960, height: 600 }, {}],
    [{ width: 320, height: 568 }, PHONE],
  ] as const) {
    const page = await open(browser, server.url, viewport, options);
    const look = async (stop: Stop) => [
      ...(await axeInAllThemes(stop)),
      ...(await misfits(stop.page)),
      ...(await outOfReach(stop.page)),
    ];
    expect(await check(twoHereMatchTour(page), look), String(viewport.width)).toEqual([]);
    await page.context().close();
  }
});

test("two on a table: the result fits in the smallest windows in every language", async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const page = await open(browser, server.url, SMALLEST[1], PHONE);
  for await (const stop of twoHereMatchTour(page)) {
    if (stop.name !== "two-here-result" && stop.name !== "two-here-point") continue;
    await page.locator("[data-menu]").click();
    for (const viewport of [...SMALLEST, { width: 740, height: 360 }]) {
      await page.setViewportSize(viewport);
      for (const language of LANGUAGES) {
        await speak(page, language);
        expect(await misfits(page), `${stop.name}, ${language}, ${viewport.height}`).toEqual([]);
      }
    }
    await page.setViewportSize(SMALLEST[1]);
    await speak(page, "en");
    await page.keyboard.press("Escape");
  }
  await page.context().close();
});
