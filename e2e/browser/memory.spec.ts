/** What is gone from the screen is let go: one page lives for a whole evening of matches. */
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { close, leave, meet, newPlayer, seen } from "./support/players.ts";

/** Remembers every picture of a match; `pictures` are how many there were and how many have pixels. */
async function watchPictures(page: Page) {
  await page.evaluate(() => {
    const create = document.createElement.bind(document);
    const canvases: HTMLCanvasElement[] = [];
    Object.assign(window, { canvases });
    document.createElement = (tag: string) => {
      const element = create(tag);
      if (element instanceof HTMLCanvasElement) canvases.push(element);
      return element;
    };
  });
  return () =>
    page.evaluate(() => {
      const { canvases } = window as unknown as { canvases: HTMLCanvasElement[] };
      const pictures = canvases.filter(({ className }) => className === "art");
      return [pictures.length, pictures.filter(({ width }) => width > 0).length];
    });
}

test("a result's picture goes with it, and where there is no memory for one it shows without", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  const pictures = await watchPictures(ann.page);
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  await leave(bob);
  await expect(ann.page.getByRole("heading", { name: "You won" })).toBeVisible();
  expect(await pictures()).toEqual([1, 1]);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  const language = ann.page.getByRole("dialog").getByRole("combobox").first();
  await language.selectOption("Deutsch");
  await expect(ann.page.getByRole("heading", { name: "Gewonnen" })).toBeVisible();
  expect(await pictures()).toEqual([2, 1]);
  // As WebKit answers when all canvases together are too large.
  await ann.page.evaluate(() => {
    const { getContext } = HTMLCanvasElement.prototype;
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string) {
        return this.className === "art" ? null : getContext.call(this, kind);
      },
    });
  });
  await language.selectOption("English");
  await expect(ann.page.getByRole("heading", { name: "You won" })).toBeVisible();
  await ann.page.keyboard.press("Escape");
  await ann.page.getByRole("button", { name: "Home" }).click();
  await expect(ann.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  expect(await pictures()).toEqual([3, 0]);
  expect(ann.errors).toEqual([]);
  await close(ann, bob);
});

test("a first page that was left no longer hears which device is used", async ({ page }) => {
  await page.goto("/");
  const how = await page.locator(".how").elementHandle();
  await expect(page.locator(".how kbd").first()).toBeVisible();
  await page.getByRole("button", { name: "Practice" }).click();
  await page.getByRole("button", { name: "Skip the lessons" }).click();
  await expect(page.getByRole("button", { name: /^Mo/ })).toBeVisible();
  await page.evaluate(() =>
    window.dispatchEvent(new PointerEvent("pointerdown", { pointerType: "touch" })),
  );
  expect(await how?.evaluate((left) => left.querySelectorAll("kbd").length)).toBeGreaterThan(0);
  // A mouse would count as a device.
  await page.getByRole("button", { name: "Home" }).dispatchEvent("click");
  await expect(page.locator(".how")).toBeVisible();
  await expect(page.locator(".how kbd")).toHaveCount(0);
});
