/** Arenas, cups, rooms for a crowd and the projector's screen, between real browsers and a real server. */
import type { Browser, Page } from "@playwright/test";
import { keepSettings } from "../lib/keep-settings.ts";
import { expect, test } from "./fixtures.ts";
import { axeFindings } from "./support/axe.ts";
import { misfits } from "./support/fit.ts";
import { close, inMatch, newPlayer, type Player, playKeys } from "./support/players.ts";

test.describe.configure({ mode: "parallel" });

const LANGUAGES = ["de", "es", "fr", "pt", "ru", "ja", "zh"];
type Kind = "Arena" | "Cup" | "Winner stays";

/** Has one opened, on the way that a player takes; returns its path. */
async function openOne({ page }: Player, kind: Kind): Promise<string> {
  await page.getByRole("button", { name: "Play a friend" }).click();
  await page.getByRole("button", { name: "For many" }).click();
  await page.getByRole("radio", { name: kind }).check();
  // So that nobody plays longer than a test needs.
  for (const three of await page.getByRole("radio", { name: "3", exact: true }).all()) {
    await three.check();
  }
  await page.getByRole("button", { name: "Open it" }).click();
  await expect(page.locator(".hall")).toBeVisible();
  return new URL(page.url()).pathname;
}

async function join(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(page.locator(".standings .own")).toHaveCount(1);
}

async function enter(browser: Browser, url: string, path: string, name: string): Promise<Player> {
  const viewport = { width: 390, height: 844 };
  const context = await browser.newContext({ baseURL: url, viewport });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${path}?probe`);
  await page.getByLabel("Your name").fill(name);
  await join(page);
  return { page, context, name, errors };
}

async function openScreen(browser: Browser, url: string, path: string): Promise<Player> {
  const viewport = { width: 1920, height: 1080 };
  // The server's policy lets no foreign script in, not even axe.
  const context = await browser.newContext({ baseURL: url, viewport, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${path.replace(/^\/\w+/, "/screen")}?probe`);
  await expect(page.locator(".projector .qr canvas")).toBeVisible();
  return { page, context, name: "", errors: [] };
}

/** The smallest letters that are seen (px). */
const smallestLetters = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let smallest = Number.POSITIVE_INFINITY;
    while (words.nextNode()) {
      const element = words.currentNode.parentElement;
      if (!words.currentNode.textContent?.trim() || !element) continue;
      const seen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      if (!seen || element.closest(".unseen, #live, script, style")) continue;
      smallest = Math.min(smallest, Number.parseFloat(getComputedStyle(element).fontSize));
    }
    return smallest;
  });

const headline = ({ page }: Player) => page.locator(".own-status .headline");
const hall = ({ page }: Player) => page.locator(".hall");

test("an arena: two are called, come back by themselves, and obey the host; a projector shows it", async ({
  browser,
  server,
}) => {
  // A teacher does not play.
  const host = await newPlayer(browser, server.url, "Grace");
  const path = await openOne(host, "Arena");
  expect(path).toMatch(/^\/arena\/[A-Z]{6}$/);
  await expect(headline(host)).toHaveText("It takes 2 players to begin");
  const ann = await enter(browser, server.url, path, "Ann");
  // The link of another kind leads there as well.
  const bob = await enter(browser, server.url, path.replace("arena", "cup"), "Bob");
  await expect.poll(() => new URL(bob.page.url()).pathname).toBe(path);
  const screen = await openScreen(browser, server.url, path);
  expect(await smallestLetters(screen.page)).toBeGreaterThanOrEqual(28);
  expect(await axeFindings(screen.page)).toEqual([]);

  await host.page.getByRole("button", { name: "Begin", exact: true }).click();
  await Promise.all([inMatch(ann), inMatch(bob)]);
  // A refresh in the middle leads back to the match.
  await bob.page.reload();
  await inMatch(bob);
  await screen.page.waitForFunction(() => window.quickpong?.frame?.watching);
  await expect(screen.page.locator("html")).toHaveAttribute("data-projector", "court");
  expect(await smallestLetters(screen.page)).toBeGreaterThanOrEqual(28);
  expect(await axeFindings(screen.page)).toEqual([]);
  await Promise.all([playKeys(ann, "keen"), playKeys(bob, "poor")]);

  await expect(host.page.locator(".results .won").first()).toHaveText("Ann", { timeout: 60_000 });
  await host.page.getByRole("button", { name: "Pause", exact: true }).click();
  await host.page.getByRole("button", { name: "Players", exact: true }).click();
  await host.page.getByRole("button", { name: "Rename: Bob" }).click();
  await host.page.getByRole("dialog").getByLabel("Your name").fill("Robert");
  await host.page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await host.page.getByRole("button", { name: "Remove: Robert" }).click();
  await host.page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  // Both come back without a press of theirs.
  await expect(headline(bob)).toHaveText("The host has removed you", { timeout: 60_000 });
  await expect(hall(ann)).toBeVisible({ timeout: 30_000 });
  await host.page.getByRole("button", { name: "End it" }).click();
  await host.page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(headline(ann)).toHaveText("You won", { timeout: 60_000 });
  expect([...host.errors, ...ann.errors, ...bob.errors]).toEqual([]);
  await close(host, ann, bob, screen);
});

test("a cup of three: the bracket leads to a champion, and whoever is out watches; unknown codes are said", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await openOne(ann, "Cup");
  await join(ann.page);
  const bob = await enter(browser, server.url, path, "Bob");
  await bob.page.setViewportSize({ width: 360, height: 640 });
  for (const language of LANGUAGES) {
    await bob.page.evaluate(keepSettings, { language });
    await bob.page.reload();
    await expect(bob.page.locator(".standings .own")).toHaveCount(1);
    expect(await misfits(bob.page), language).toEqual([]);
  }
  await bob.page.evaluate(keepSettings, { language: "en" });
  await bob.page.reload();
  const cem = await enter(browser, server.url, path, "Cem");
  const all = [ann, bob, cem];
  for (const player of all) await playKeys(player, player === ann ? "keen" : "poor");
  await ann.page.getByRole("button", { name: "Begin", exact: true }).click();
  // Both rounds are played by three pages that press nothing besides.
  for (const player of all) {
    await expect(player.page.locator(".round .nobody, .round .won").first()).toBeAttached({
      timeout: 90_000,
    });
  }
  await expect
    .poll(async () => (await Promise.all(all.map(titleOf))).filter((said) => / won$/.test(said)), {
      timeout: 110_000,
    })
    .toHaveLength(3);
  for (const player of all) expect(player.errors).toEqual([]);
  await close(bob, cem);

  await ann.page.goto("/cup/BCDFGH");
  await expect(ann.page.getByText("Nothing under this code")).toBeVisible();
  await close(ann);
});

const titleOf = async (player: Player): Promise<string> =>
  (await headline(player).allTextContents()).join("");

test("a room for a crowd: two begin, the next in line watches, and is called from there when it is over", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const path = await openOne(ann, "Winner stays");
  expect(path).toMatch(/^\/crowd\/[A-Z]{6}$/);
  await join(ann.page);
  await playKeys(ann, "keen");
  const bob = await enter(browser, server.url, path, "Bob");
  // Two who miss nothing: their match lasts until there is somebody in line.
  await playKeys(bob, "keen");
  // With two it begins.
  await Promise.all([inMatch(ann), inMatch(bob)]);
  const cem = await enter(browser, server.url, path, "Cem");
  await expect(headline(cem)).toHaveText("You are next");
  await cem.page.getByRole("link", { name: /Ann/ }).click();
  await cem.page.waitForFunction(() => window.quickpong?.frame?.watching);
  await playKeys(bob, "poor");
  // Called while watching, Cem plays next.
  await inMatchAgainst(cem, "Ann");
  await expect(hall(bob)).toBeVisible();
  await expect(headline(bob)).toHaveText("You are next");
  await close(ann, bob, cem);
});

async function inMatchAgainst({ page }: Player, name: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const frame = window.quickpong?.frame;
      return frame && !frame.watching && frame.opponent.name === wanted;
    },
    name,
    { timeout: 90_000 },
  );
}
