/** Languages and themes on every main screen: nothing overflows, nothing jumps, axe finds nothing. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { expect, test } from "./fixtures.ts";
import { framesLater, seen, settled } from "./support/players.ts";

const LANGUAGES = ["en", "de", "es", "fr", "pt", "ru", "ja", "zh"];
const THEMES = ["night", "light", "classic", "contrast"];
const SCREENS = ["/", "/practice", "/no/such/court"];
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** A page that remembers these settings from an earlier visit. */
async function remembering(browser: Browser, baseURL: string, kept: object, width = 960) {
  const viewport = { width, height: width < 500 ? 740 : 600 };
  // The server's policy lets no foreign script in, not even axe.
  const context = await browser.newContext({ baseURL, viewport, bypassCSP: true });
  await context.addInitScript((values) => {
    for (const [key, value] of Object.entries(values)) localStorage.setItem(key, value);
  }, kept);
  return await context.newPage();
}

/** Texts that are cut off or stick out of the window. */
const overflowing = (page: Page) =>
  page.evaluate(() => {
    const sticksOut = (element: Element) => {
      const { left, right, width } = element.getBoundingClientRect();
      const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      return width > 1 && (left < -1 || right > innerWidth + 1 || cut);
    };
    const selector =
      "main h1, main p, main button, main label, main strong, main span, .hud button";
    return [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility() && !element.closest(".unseen"))
      .filter(sticksOut)
      .map((element) => `${element.tagName} "${element.textContent}"`);
  });

async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

for (const language of LANGUAGES) {
  test(`${language}: no text overflows on a small phone`, async ({ browser, server }) => {
    const kept = { "quickpong.language": language, "quickpong.name": "Wwwwwwwwwwwwwwww" };
    const page = await remembering(browser, server.url, kept, 360);
    for (const screen of SCREENS) {
      await page.goto(screen);
      await expect(page.locator("main h1")).toBeVisible();
      await page.evaluate(() => document.fonts.ready);
      await expect(page.locator("html")).toHaveAttribute("lang", new RegExp(`^${language}`));
      expect(await overflowing(page), `${screen} in ${language}`).toEqual([]);
    }
    await page.goto("/play");
    await expect(page.locator(".searching .waited")).not.toBeEmpty();
    await settled(page);
    expect(await overflowing(page), `searching in ${language}`).toEqual([]);
    await page.context().close();
  });
}

for (const theme of THEMES) {
  test(`${theme}: axe finds nothing`, async ({ browser, server }) => {
    const page = await remembering(browser, server.url, { "quickpong.theme": theme });
    for (const screen of SCREENS) {
      await page.goto(screen);
      await expect(page.locator("main h1")).toBeVisible();
      expect(await axeFindings(page), `${screen} in ${theme}`).toEqual([]);
    }
    await page.goto("/practice?level=beginner&probe");
    await seen({ page } as never, (frame) => frame.phase === "rally");
    // The names fade before they go.
    await expect(page.locator(".versus")).toHaveCount(0);
    expect(await axeFindings(page), `match in ${theme}`).toEqual([]);
    await page.goto("/play");
    await expect(page.locator(".searching .waited")).not.toBeEmpty();
    await settled(page);
    expect(await axeFindings(page), `searching in ${theme}`).toEqual([]);
    await page.context().close();
  });
}

test("language and theme are chosen on the first page and remembered", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("Language").selectOption("Deutsch");
  await expect(page.getByRole("button", { name: "Spielen", exact: true })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await page.getByLabel("Aussehen").selectOption("Klassisch 1972");
  const ground = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--ground"));
  expect((await ground()).trim()).toMatch(/^#0{3,6}$/);
  await page.reload();
  await expect(page.getByRole("button", { name: "Spielen", exact: true })).toBeVisible();
  expect((await ground()).trim()).toMatch(/^#0{3,6}$/);
});

test("the browser's language and light are followed", async ({ browser, server }) => {
  const options = { baseURL: server.url, locale: "ru-RU", colorScheme: "light" as const };
  const page = await (await browser.newContext(options)).newPage();
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Играть", exact: true })).toBeVisible();
  const scheme = () => page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
  expect(await scheme()).toBe("light");
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await scheme()).toBe("dark");
  await page.context().close();
});

test("nothing jumps while the first page loads", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts = window as unknown as { shifted: number };
    shifts.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        shifts.shifted += (entry as PerformanceEntry & { value: number }).value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  // Fonts that come late are the ones that move things: this is the delay under test.
  await page.route("**/*.woff2", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 400));
    await route.continue();
  });
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await settled(page);
  await framesLater(page, 2);
  const shifted = await page.evaluate(() => (window as unknown as { shifted: number }).shifted);
  expect(shifted).toBeLessThan(0.01);
});

test("the court follows the window's size in the middle of a match", async ({ page }) => {
  await page.goto("/practice?level=beginner&probe");
  await seen({ page } as never, (frame) => frame.phase === "countdown");
  await page.setViewportSize({ width: 500, height: 800 });
  const size = () => page.locator("#court canvas").boundingBox();
  await expect.poll(size).toEqual({ x: 0, y: 0, width: 500, height: 800 });
});

test("texts at twice their size can all be reached", async ({ page }) => {
  for (const screen of SCREENS) {
    await page.goto(screen);
    await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
    await expect(page.locator("main h1")).toBeVisible();
    for (const button of await page.locator("main button").all()) {
      await button.scrollIntoViewIfNeeded();
      await expect(button).toBeInViewport({ ratio: 0.9 });
    }
  }
});
