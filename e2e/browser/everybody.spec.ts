/** For those without a mouse, without the picture, or with a phone that falls asleep. */
import type { Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { expect, test } from "./fixtures.ts";
import { close, leave, meet, newPlayer, playKeys, seen, setHidden } from "./support/players.ts";

/** Goes on with the tab key until something of this name has the focus, and shows that it has. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement as HTMLInputElement;
      const ring = getComputedStyle(element).outlineStyle !== "none";
      const line = getComputedStyle(element).boxShadow !== "none";
      return {
        name: element.ariaLabel ?? element.labels?.[0]?.textContent ?? element.textContent ?? "",
        visible: ring || line,
      };
    });
    expect(focused.visible, `the focus is seen on "${focused.name}"`).toBe(true);
    if (name.test(focused.name)) return;
  }
  throw new Error(`The tab key does not lead to ${name}.`);
}

test("the keyboard alone leads from the first page into a match, its menu and out again", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await tabTo(page, /^Practice$/);
  await page.keyboard.press("Enter");
  // What lessons need is fetched first.
  await expect(page.getByRole("button", { name: "Skip the lessons" })).toBeVisible();
  await tabTo(page, /^Skip the lessons$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Choose your bot" })).toBeVisible();
  await tabTo(page, /^Pip/);
  await page.keyboard.press("Enter");
  // The last frame of the lessons may be of a countdown, too.
  await expect(page.getByRole("button", { name: "Menu" })).toBeVisible();
  await tabTo(page, /^Menu$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Menu" })).toBeFocused();
  await tabTo(page, /Less motion/);
  await page.keyboard.press("Space");
  await expect(page.locator("html")).toHaveAttribute("data-calm");
  await page.keyboard.press("Escape");
  // The court has the focus: no ring is left, and the space bar opens nothing.
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.down("ArrowUp");
  await seen(ann, (frame) => frame.own.y < -100);
  await page.keyboard.up("ArrowUp");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await tabTo(page, /^Leave$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Choose your bot" })).toBeVisible();
  await tabTo(page, /^Home$/);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("a language is chosen by arrow keys, and Enter starts nothing by the way", async ({
  page,
}) => {
  await page.goto("/");
  const language = page.getByRole("combobox").last();
  await language.focus();
  for (const lang of ["de", "es"]) {
    await page.keyboard.press("ArrowDown");
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(language).toBeFocused();
  }
  await language.selectOption("English");
  const enter = () =>
    language.dispatchEvent("keydown", { key: "Enter", code: "Enter", bubbles: true });
  await enter();
  await expect(page).toHaveURL(/\/$/);
  await page.getByRole("button", { name: "Settings" }).click();
  const panel = page.getByRole("dialog");
  await expect(panel.getByRole("heading", { name: "Settings" })).toBeFocused();
  await page.keyboard.press("Enter");
  await panel.locator("p").first().click();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/$/);
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  // A key that is still held when the page comes is not meant for it.
  await page.getByRole("button", { name: "Practice" }).click();
  await page.getByRole("button", { name: "Skip the lessons" }).click();
  await page.getByRole("button", { name: "Home" }).focus();
  await page.keyboard.down("Enter");
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await expect(page).toHaveURL(/\/$/);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/play$/);
});

/** What the page has asked of the device and said to screen readers. */
interface Log {
  shakes: number[];
  awake: number;
  said: string[];
}

/** Puts a phone's devices in place of what this browser has, and listens to live regions. */
function watchDevices(): void {
  const log: Log = { shakes: [], awake: 0, said: [] };
  Object.assign(window, { log });
  const vibrate = (ms: number) => log.shakes.push(ms) > 0;
  const request = async () => {
    log.awake++;
    return { release: async () => log.awake-- };
  };
  // Phaser writes to it.
  Object.defineProperty(navigator, "vibrate", { value: vibrate, writable: true });
  Object.defineProperty(navigator, "wakeLock", { value: { request } });
  const live = "[role=status], [role=alert], [aria-live]";
  // A region that appears together with its words is often not read, so it does not count.
  const there = new Set<Element>();
  const look = () => {
    there.clear();
    const regions = [...document.querySelectorAll(live)];
    for (const each of regions.filter((region) => region.checkVisibility())) there.add(each);
    requestAnimationFrame(look);
  };
  look();
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(live);
      if (region?.textContent && there.has(region)) log.said.push(region.textContent);
    }
  }).observe(document, { childList: true, characterData: true, subtree: true });
}

test("a screen reader hears what is the matter with the other one, that it is over, and the end", async ({
  browser,
  server,
}) => {
  const proxy = await startProxy({ target: server.port });
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, proxy.url, "Bob");
  for (const { page, name } of [ann, bob]) {
    await page.addInitScript(watchDevices);
    await page.goto("/?probe");
    await page.getByLabel("Your name").fill(name);
  }
  /** Waits until all of it was said, in this order, and forgets it. */
  const says = async ({ page }: typeof ann, ...words: string[]) => {
    const said = () => page.evaluate(() => (window as unknown as { log: Log }).log.said);
    const matter = async () =>
      (await said()).flatMap((each) => words.filter((word) => each.includes(word)));
    await expect.poll(matter, { timeout: 20_000 }).toEqual(words);
    await page.evaluate(() => {
      (window as unknown as { log: Log }).log.said = [];
    });
  };
  await meet(ann, bob);
  for (const player of [ann, bob]) await playKeys(player, "keen");
  await seen(ann, (frame) => frame.phase === "rally");
  await setHidden(bob.page, true);
  await says(ann, "Bob is away for a moment");
  await setHidden(bob.page, false);
  await says(ann, "Bob is back");

  proxy.refuse(true);
  proxy.reset();
  const choice = "Claim the win. Leave without losing";
  await says(ann, "Bob lost the connection. Waiting for them to come back.", choice);
  proxy.refuse(false);
  await says(ann, "Bob is back");
  await says(bob, "Connection lost. Trying to get you back in.", "Connection good");

  await leave(bob);
  await says(ann, "You won. Bob left the match.");
  expect(ann.errors).toEqual([]);
  await close(ann, bob);
  await proxy.stop();
});

test("a match is spoken, felt and keeps the screen on; it can fill the screen", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await page.addInitScript(watchDevices);
  const log = () => page.evaluate(() => (window as unknown as { log: Log }).log);
  await page.goto("/practice?level=club&probe");
  await playKeys(ann, "keen");
  await expect.poll(async () => (await log()).shakes, { timeout: 20_000 }).toContain(12);
  expect((await log()).said).toEqual(expect.arrayContaining(["2", "1"]));
  expect((await log()).awake).toBe(1);

  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByLabel("Full screen").check();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBe("HTML");
  await page.getByLabel("Full screen").uncheck();
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
  await page.keyboard.press("Escape");

  await playKeys(ann, "poor");
  await expect.poll(async () => (await log()).shakes, { timeout: 20_000 }).toContain(60);
  const score = /^You \d+, Bot · Rex [1-7]/;
  // Said when it is counted, which may be a little after it is felt.
  await expect.poll(async () => (await log()).said).toContainEqual(expect.stringMatching(score));
  await page.getByRole("button", { name: "Leave" }).click();
  await expect.poll(async () => (await log()).awake).toBe(0);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});
