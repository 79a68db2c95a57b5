/** What the page bears: a style sheet that is late or never comes, and parts of it that fail. */
import type { Browser, Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import { expect, test } from "./fixtures.ts";
import { type Player, playKeys } from "./support/players.ts";

test.use({ allFrames: true });

/** What happens to the first page's style sheet: so late (ms), refused, or not answered at all. */
const SHEETS = [0, 30, 800, "refused", "never"] as const;

async function sheetOf(url: string): Promise<string> {
  const html = await (await fetch(url)).text();
  return /"(\/assets\/[^"]+\.css)"/.exec(html)?.[1] as string;
}

/** A fresh visit, with the errors that the page throws or reports. */
async function visit(browser: Browser, prepare: (page: Page) => Promise<unknown>, url: string) {
  const context = await browser.newContext({ baseURL: url, serviceWorkers: "block" });
  const page = await context.newPage();
  const thrown: string[] = [];
  const reported: string[] = [];
  page.on("pageerror", (error) => thrown.push(error.message));
  page.on("request", (request) => {
    if (request.url().endsWith("/client-errors")) {
      reported.push(String(request.postDataJSON().message));
    }
  });
  await prepare(page);
  return { context, page, thrown, reported };
}

/** Words and a working Play button. */
async function expectPlayable(page: Page): Promise<void> {
  await expect(page.getByText(/Two people, one ball|Wait for the next player/)).toBeVisible();
  const play = page.getByRole("button", { name: "Play", exact: true });
  await expect(play).toBeInViewport();
  await play.click();
  await expect(page).toHaveURL(/\/play$/);
}

for (const sheet of SHEETS) {
  test(`words and a working Play button, the style sheet ${sheet === 0 ? "in time" : typeof sheet === "number" ? `${sheet} ms late` : sheet}`, async ({
    browser,
    server,
  }) => {
    const path = await sheetOf(server.url);
    const visits = Array.from({ length: 2 }, async () => {
      const prepare = (page: Page) =>
        page.route(`**${path}`, async (route) => {
          if (sheet === "never") return;
          if (sheet === "refused") return route.fulfill({ status: 429 });
          await new Promise((resolve) => setTimeout(resolve, sheet));
          await route.continue();
        });
      const { context, page, thrown } = await visit(browser, prepare, server.url);
      await page.goto("/", { waitUntil: "commit" });
      await expectPlayable(page);
      expect(thrown).toEqual([]);
      await context.close();
    });
    await Promise.all(visits);
  });
}

test("a style sheet that was refused comes all the same, and what is painted with it", async ({
  browser,
  server,
}) => {
  const path = await sheetOf(server.url);
  const prepare = (page: Page) =>
    page.route(`**${path}`, (route) => route.fulfill({ status: 429 }), { times: 2 });
  const { context, page } = await visit(browser, prepare, server.url);
  await page.goto("/");
  const floor = page.locator("#backdrop canvas").first();
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await expect(floor).toBeHidden();
  await expect(floor).toBeVisible();
  await expect(floor).toHaveCSS("position", "fixed");
  await context.close();
});

test("ornaments that throw keep Play from nobody, and are reported once of each kind", async ({
  browser,
  server,
}) => {
  const prepare = (page: Page) =>
    page.addInitScript(() => {
      const broken = (what: string) => () => {
        throw new Error(`broken: ${what}`);
      };
      CanvasGradient.prototype.addColorStop = broken("floor");
      CanvasRenderingContext2D.prototype.stroke = broken("lines");
      Object.defineProperty(navigator, "serviceWorker", { get: broken("worker") });
    });
  const { context, page, reported } = await visit(browser, prepare, server.url);
  await page.goto("/");
  await page.setViewportSize({ width: 800, height: 600 });
  await expect.poll(() => reported.length).toBeGreaterThan(0);
  await expectPlayable(page);
  expect([...reported].sort()).toEqual([...new Set(reported)].sort());
  await context.close();
});

/** What comes in place of a page that does not begin: without `Object.hasOwn`, and without its script. */
const NO_BEGINNING: [words: string, prepare: (page: Page) => Promise<unknown>][] = [
  [
    "Dieser Browser ist zu alt für Quickpong. Bitte aktualisiere ihn.",
    (page) => page.addInitScript(() => Reflect.deleteProperty(Object, "hasOwn")),
  ],
  [
    "Quickpong wurde nicht geladen. Bitte lade die Seite neu.",
    (page) => page.route("**/assets/*.js", (route) => route.fulfill({ status: 429 })),
  ],
];

test("a browser that is too old is told so, and so is somebody whose page did not load", async ({
  browser,
  server,
}) => {
  for (const [words, prepare] of NO_BEGINNING) {
    const context = await browser.newContext({ baseURL: server.url, locale: "de-DE" });
    const page = await context.newPage();
    await page.clock.install();
    await prepare(page);
    await page.goto("/");
    await page.clock.runFor(10_000);
    await expect(page.locator("main")).toHaveText(words);
    await context.close();
  }
});

/** What others have made of `navigator.vibrate`, and how often that is reported. */
const VIBRATIONS = [
  // A library leaves the name behind where there is no such function.
  { broken: false, reports: 0 },
  { broken: true, reports: 1 },
] as const;

test("own hits are heard where vibration is a name without a function, and where it throws", async ({
  browser,
  server,
}) => {
  const visits = VIBRATIONS.map(async ({ broken, reports }) => {
    const prepare = (page: Page) =>
      page.addInitScript((broken) => {
        const vibrate = () => {
          throw new Error("broken: vibration");
        };
        Object.defineProperty(navigator, "vibrate", { value: broken ? vibrate : undefined });
        const heard: number[] = [];
        const { start } = OscillatorNode.prototype;
        OscillatorNode.prototype.start = function (when) {
          heard.push(this.frequency.value);
          start.call(this, when);
        };
        Object.assign(window, { heard });
      }, broken);
    const { context, page, thrown, reported } = await visit(browser, prepare, server.url);
    await page.goto("/practice?level=club&probe");
    await page.mouse.click(5, 300);
    await playKeys({ page } as Player, "keen");
    // Only an own hit has two tones at once of which one is three times the other: body and click.
    const hits = () =>
      page.evaluate(() => {
        const { heard } = window as unknown as { heard: number[] };
        return heard.filter((f, i) => Math.abs((heard[i + 1] ?? 0) / f - 3) < 0.01).length;
      });
    await expect.poll(hits, { timeout: 30_000 }).toBeGreaterThan(1);
    expect(thrown).toHaveLength(reports);
    expect(reported).toHaveLength(reports);
    await context.close();
  });
  await Promise.all(visits);
});

/** The steps in which browsers tell the time that hide it (ms). */
const COARSE = [1000 / 60, 100];

test("the ball moves in every frame of a browser that tells the time in steps", async ({
  browser,
  server,
}) => {
  for (const step of COARSE) {
    const prepare = (page: Page) =>
      page.addInitScript((step) => {
        const coarse = (time: number) => Math.floor(time / step) * step;
        const { now } = performance;
        performance.now = () => coarse(now.call(performance));
        const { requestAnimationFrame } = window;
        window.requestAnimationFrame = (callback) =>
          requestAnimationFrame((time) => callback(coarse(time)));
      }, step);
    const { context, page, thrown } = await visit(browser, prepare, server.url);
    await page.goto("/practice?level=pro&probe");
    await playKeys({ page } as Player, "keen");
    await page.waitForFunction(() => window.quickpong?.frame?.phase === "rally");
    const moved = await page.evaluate(async () => {
      const moves: boolean[] = [];
      let before = window.quickpong?.frame;
      while (moves.length < 200) {
        await new Promise(requestAnimationFrame);
        const frame = window.quickpong?.frame;
        if (frame === before) continue;
        const ball = frame?.phase === "rally" && before?.phase === "rally" ? frame.ball : null;
        if (ball && before?.ball) moves.push(ball.x !== before.ball.x);
        before = frame;
      }
      return moves.filter(Boolean).length / moves.length;
    });
    expect(moved, `steps of ${step} ms`).toBeGreaterThanOrEqual(0.99);
    expect(thrown).toEqual([]);
    await context.close();
  }
});
