/** Languages and themes, and a page that stays still. */
import type { Page } from "@playwright/test";
import { settled } from "../docs-tools/tour/stop.ts";
import { expect, test } from "./fixtures.ts";
import { framesLater, seen } from "./support/players.ts";

test.use({ allFrames: true });

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
  // Nor does the strip above it leave the window, on the smallest phone.
  await page.setViewportSize({ width: 320, height: 568 });
  await expect.poll(size).toEqual({ x: 0, y: 0, width: 320, height: 568 });
  for (const button of await page.locator(".hud .tools button:visible").all()) {
    await expect(button).toBeInViewport({ ratio: 1 });
  }
});

/** What is written into the page while so many frames are drawn, although it was there already. */
const needlessWrites = (page: Page, frames: number) =>
  page.evaluate(async (frames) => {
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((news) => records.push(...news));
    const all = { attributes: true, characterData: true, attributeOldValue: true };
    observer.observe(document, { ...all, characterDataOldValue: true, subtree: true });
    for (let frame = 0; frame < frames; frame++) await new Promise(requestAnimationFrame);
    observer.disconnect();
    return records.flatMap(({ target, attributeName, oldValue }, i) => {
      const next = records
        .slice(i + 1)
        .find((other) => other.target === target && other.attributeName === attributeName);
      const now = attributeName
        ? (target as Element).getAttribute(attributeName)
        : target.nodeValue;
      const written = next ? next.oldValue : now;
      return written === oldValue ? [`${target.nodeName} ${attributeName}: ${oldValue}`] : [];
    });
  }, frames);

test("a rally writes into the page only what is new, and names and digits stay untranslated", async ({
  page,
}) => {
  await page.goto("/?probe");
  await expect(page.locator(".wordmark")).toHaveJSProperty("translate", false);
  await page.goto("/practice?level=club&probe");
  await expect(page.locator(".versus .name").first()).toHaveJSProperty("translate", false);
  await page.waitForFunction(() => window.quickpong?.frame?.phase === "rally");
  await expect(page.locator(".plate.own .name")).toHaveJSProperty("translate", false);
  expect(await needlessWrites(page, 60)).toEqual([]);
});
