/** What is remembered of players: from a first match to their page, another device, and to nothing again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "@playwright/test";
import { LANGUAGES } from "@quickpong/client/ui/texts.ts";
import { PADS, type PadSample, padOf } from "../../client/test/input/pads.ts";
import { playerTour } from "../docs-tools/tour/player.ts";
import { wear } from "../docs-tools/tour/stop.ts";
import { topTour } from "../docs-tools/tour/top.ts";
import { test as base, expect, type RunningServer, startServer } from "./fixtures.ts";
import { axeFindings } from "./support/axe.ts";
import { misfits, outOfReach } from "./support/fit.ts";
import {
  close,
  framesLater,
  leave,
  meet,
  newPlayer,
  type Player,
  playKeys,
  seen,
} from "./support/players.ts";
import { plug, stick } from "./support/two-hands.ts";

/** A server with a store of its own, which is gone with it. */
const test = base.extend<object, { remembering: RunningServer & { file: string } }>({
  remembering: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies from it.
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "quickpong-players-"));
      const server = await startServer({ env: { QUICKPONG_DATA: folder } });
      await use(Object.assign(server, { file: join(folder, "quickpong.db") }));
      await server.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
});

const XBOX = PADS.find(({ mapping }) => mapping === "standard") as PadSample;
const myMatches = (page: Page) => page.locator(".result .own .rated a");
const row = (page: Page) => page.locator(".matches li");

/** Two who meet; the second leaves a moment after the first serve, so that the first one wins. */
async function firstMatch(browser: Parameters<typeof newPlayer>[0], url: string) {
  const ann = await newPlayer(browser, url, "Ann", { bypassCSP: true });
  const bob = await newPlayer(browser, url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  await leave(bob);
  await expect(ann.page.locator("#screen").getByText("remembered on this device")).toBeVisible({
    timeout: 20_000,
  });
  return { ann, bob };
}

/** Goes to the own page from the result. */
async function toMyMatches({ page }: Player): Promise<void> {
  await myMatches(page).click();
  await expect(page).toHaveURL(/\/me\?probe/);
  await expect(row(page)).toHaveCount(1);
}

test("whoever only looks is not remembered", async ({ browser, remembering }) => {
  const ann = await newPlayer(browser, remembering.url, "Ann");
  // The page before may ask as well, and its answer goes with it.
  await ann.page.goto("/", { waitUntil: "commit" });
  const answer = await ann.page.waitForResponse("**/api/me");
  expect(await answer.json()).toEqual({ player: null, memory: "ready" });
  await expect(ann.page.locator(".own-rating")).toHaveCount(0);
  await ann.page.goto("/me");
  await expect(ann.page.getByRole("heading", { name: "Your matches will be here" })).toBeVisible();
  expect(await ann.context.cookies()).toEqual([]);
  await close(ann);
});

test("a first match is kept, shown, and found again after going back and a refresh", async ({
  browser,
  remembering,
}) => {
  const { ann, bob } = await firstMatch(browser, remembering.url);
  const [cookie] = await ann.context.cookies();
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: "Lax" });
  await toMyMatches(ann);
  const { page } = ann;
  await expect(page.getByRole("heading", { name: "Ann", level: 1 })).toBeVisible();
  await expect(row(page)).toContainText("Won");
  await page.reload();
  await expect(row(page)).toContainText("Won");
  await page.getByRole("button", { name: "Home" }).click();
  await expect(page.locator(".own-rating")).toHaveText("Rating 1500?");
  await page.goBack();
  await expect(row(page)).toContainText("Won");
  // To others it looks the same, but for what is the player's own.
  const { player } = await page.evaluate(async () => (await fetch("/api/me")).json());
  await bob.page.goto(`/player/${player.id}`);
  await expect(row(bob.page)).toContainText("Won");
  await expect(bob.page.getByRole("heading", { name: "Your devices" })).toHaveCount(0);
  await bob.page.goto("/player/aaaaaaaaaaaaaaaa");
  await expect(bob.page.getByRole("heading", { name: "No such player" })).toBeVisible();
  expect(ann.errors).toEqual([]);
  await close(ann, bob);
});

/** Closes the panel that is open by a gamepad, and moves the focus on the page; the pad is at rest then. */
async function goThroughByPad(page: Page): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  const hold = (held: ReturnType<typeof stick>) => page.evaluate(plug, [padOf(XBOX, held)]);
  await page.keyboard.press("Shift");
  // What listens to pads is fetched with the first one.
  await expect(async () => {
    await hold(stick(0));
    await framesLater(page, 5);
    await hold(stick(0, 1));
    await expect(page.getByRole("dialog")).toBeHidden({ timeout: 500 });
  }).toPass();
  const before = await focused();
  await hold(stick(1));
  await expect.poll(focused).not.toBe(before);
  await hold(stick(-1));
  await expect.poll(focused).toBe(before);
  await hold(stick(0));
}

test("another device becomes the player's by a code, and can be signed out", async ({
  browser,
  remembering,
}) => {
  const { ann, bob } = await firstMatch(browser, remembering.url);
  await toMyMatches(ann);
  await ann.page.getByRole("button", { name: "Play on another device" }).click();
  const code = (await ann.page.locator(".handover .code").textContent()) ?? "";
  expect(code).toMatch(/^[A-Z]{4} [A-Z]{4}$/);
  await expect(ann.page.locator(".handover .qr canvas")).toBeVisible();
  await goThroughByPad(ann.page);
  const phone = await newPlayer(browser, remembering.url, "Phone");
  await phone.page.goto("/move#BCDFGHJK");
  await phone.page.getByRole("button", { name: "Use the code" }).click();
  await expect(phone.page.getByText("This code does not work")).toBeVisible();
  await phone.page.getByLabel("Code").fill(code.toLowerCase());
  await phone.page.keyboard.press("Enter");
  await expect(phone.page).toHaveURL(/\/me$/);
  await expect(phone.page.getByRole("heading", { name: "Ann", level: 1 })).toBeVisible();
  await ann.page.reload();
  const devices = ann.page.locator(".devices li");
  await expect(devices).toHaveCount(2);
  await devices.filter({ hasText: "Last used" }).getByRole("button").click();
  await ann.page.getByRole("dialog").getByRole("button", { name: "Sign out" }).click();
  await expect(devices).toHaveCount(1);
  await phone.page.reload();
  await expect(phone.page.getByRole("heading", { name: "Your matches will be" })).toBeVisible();
  await close(ann, bob, phone);
});

test("a recovery code replaces a browser's player only when that is wanted; all is deleted by a button", async ({
  browser,
  remembering,
}) => {
  const { ann, bob } = await firstMatch(browser, remembering.url);
  await toMyMatches(ann);
  await ann.page.getByRole("button", { name: "Recovery code" }).click();
  await ann.page.getByRole("button", { name: "Make a recovery code" }).click();
  const code = (await ann.page.locator(".handover .code").textContent()) ?? "";
  expect(code.replaceAll(" ", "")).toMatch(/^[A-Z2-7]{26}$/);
  const other = await firstMatch(browser, remembering.url);
  const { page } = other.ann;
  await page.goto("/move");
  await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Use the code" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Use the code" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Replace" }).click();
  await expect(page.locator(".devices li")).toHaveCount(2);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Save as a file" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
  await page.getByRole("button", { name: "Delete everything" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete everything" }).click();
  await expect(page.getByRole("heading", { name: "Everything is deleted" })).toBeVisible();
  expect(await other.ann.context.cookies()).toEqual([]);
  await ann.page.goto("/me");
  await expect(ann.page.getByRole("heading", { name: "Your matches will be" })).toBeVisible();
  await close(ann, bob, other.ann, other.bob);
});

test("a rated match: both see what it changed, and the way to the other's page", async ({
  browser,
  remembering,
}) => {
  test.setTimeout(120_000);
  const { ann, bob } = await firstMatch(browser, remembering.url);
  await bob.page.getByRole("button", { name: "Play", exact: true }).waitFor();
  await ann.page.getByRole("button", { name: "Home" }).click();
  // The names are there for a moment only; a store that is late tells no rating.
  const versus = ann.page.waitForFunction(() => {
    const shown = document.querySelector(".versus .own .rating")?.textContent;
    const rating = window.quickpong?.frame?.own.rating;
    return shown !== undefined && shown === (rating ? `${rating}?` : "") && { shown };
  });
  await Promise.all([versus, meet(ann, bob)]);
  await playKeys(ann, "keen");
  await playKeys(bob, "keen");
  await seen(bob, ({ rally }) => rally >= 3, 60_000);
  await leave(ann);
  await expect(myMatches(bob.page)).toHaveText(/^\d{4}\? \+\d+$/);
  await expect(bob.page.locator("#live")).toHaveText(/Your rating is \d{4}\?, \+\d+/);
  await bob.page.locator(".result .opponent .rated a").click();
  await expect(bob.page).toHaveURL(/\/player\/[a-z2-7]{16}/);
  await expect(bob.page.getByRole("heading", { name: "Ann", level: 1 })).toBeVisible();
  const curve = bob.page.getByRole("table", { name: "Rating after each match" });
  await expect(curve.getByRole("row").last()).toHaveText(/20\d\d.*1\d{3}$/);
  await expect(bob.page.locator(".curve input")).toHaveAttribute("aria-valuetext", /: 1\d{3}$/);
  // The match that one leaves by the link is over: back there one looks for another.
  await bob.page.goBack();
  await expect(bob.page).toHaveURL(/\/play/);
  await expect(bob.page.locator(".searching")).toBeVisible();
  await close(ann, bob);
});

test("while the store fails the page says so, in every tab; the match is kept later, by a refreshed page", async ({
  browser,
  remembering,
}) => {
  test.setTimeout(90_000);
  const ann = await newPlayer(browser, remembering.url, "Ann");
  const bob = await newPlayer(browser, remembering.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  // As another program does that has the file to itself.
  const file = new DatabaseSync(remembering.file, { timeout: 5000 });
  file.exec("begin immediate");
  await leave(bob);
  const kept = ann.page.locator(".result .kept");
  await expect(kept).toHaveText("Will be saved later");
  const tab = await ann.context.newPage();
  await expect(async () => {
    await tab.goto("/me");
    await expect(tab.getByRole("heading", { name: "Not saved at the moment" })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  // The page that is there then knows nothing of the match but this.
  await ann.page.goto("/play");
  file.exec("rollback");
  file.close();
  await expect(async () => {
    await tab.goto("/me");
    await expect(tab.getByRole("heading", { name: "Ann", level: 1 })).toBeVisible({
      timeout: 2000,
    });
  }).toPass();
  await expect(row(tab)).toHaveCount(1);
  expect(ann.errors).toEqual([]);
  await close(ann, bob);
});

test("without a store everything can be played, and the pages say that nothing is kept", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  await leave(bob);
  await expect(ann.page.locator(".result .kept")).toHaveText("Not saved at the moment");
  await ann.page.goto("/me");
  await expect(
    ann.page.getByRole("heading", { name: "This server remembers nothing" }),
  ).toBeVisible();
  await close(ann, bob);
});

/** As chosen in the settings. */
function speak(language: string): void {
  const settings = JSON.parse(localStorage.getItem("quickpong.settings") ?? "{}");
  localStorage.setItem("quickpong.settings", JSON.stringify({ ...settings, language }));
}

test("players' pages fit on a small phone in every language, and axe finds nothing", async ({
  browser,
  remembering,
}) => {
  test.setTimeout(240_000);
  const { ann, bob } = await firstMatch(browser, remembering.url);
  const { page } = ann;
  await page.setViewportSize({ width: 320, height: 568 });
  const problems: string[] = [];
  for (const language of Object.keys(LANGUAGES)) {
    await page.addInitScript(speak, language);
    await page.goto("/?probe");
    for await (const { name } of playerTour(page)) {
      const found = [...(await misfits(page)), ...(await outOfReach(page))];
      if (language === "en") {
        for (const theme of ["light", "classic", "contrast", "night"]) {
          await wear(page, theme);
          found.push(...(await axeFindings(page)).map((each) => `${theme}: ${each}`));
        }
      }
      problems.push(...found.map((each) => `${language}, ${name}: ${each}`));
    }
  }
  expect(problems).toEqual([]);
  await close(ann, bob);
});

test("a visitor finds a leaderboard that invites, a player the own place; choices are kept", async ({
  browser,
  remembering,
}) => {
  const ann = await newPlayer(browser, remembering.url, "Ann");
  const { page } = ann;
  await page.goto("/top");
  await expect(page).toHaveTitle(/^Leaderboard/);
  await expect(page.getByText("The first place is still free")).toBeVisible();
  await expect(page.getByText("Finish a match against a stranger")).toBeVisible();
  await expect(page.locator("main [role=status]")).toHaveText(/^0 players, as of/);
  const stops = topTour(page);
  await stops.next();
  // As a screen reader has it: a row is named by its player, and the own one is the current.
  const own = page.locator("tr[aria-current]");
  await expect(own.getByRole("rowheader")).toContainText("You · Dec 1, 2026");
  const heads = ["Place", "Player", "Rating", "At least"];
  await expect(page.getByRole("columnheader")).toHaveText(heads);
  await page.getByRole("radio", { name: "Of all time" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(own.getByRole("rowheader")).not.toContainText("2026");
  await page.getByRole("radio", { name: "Around you" }).check();
  await expect(page.locator(".board tbody tr")).toHaveCount(5);
  await page.getByRole("link", { name: "Bob" }).first().click();
  await expect(page).toHaveURL(/\/player\//);
  await page.goBack();
  await expect(page.getByRole("radio", { name: "Around you" })).toBeChecked();
  await expect(page.locator(".board tbody tr")).toHaveCount(5);
  await page.unrouteAll();
  await page.goto("/top");
  await page.getByRole("button", { name: "Play" }).last().click();
  await expect(page).toHaveURL(/\/play$/);
  expect(ann.errors).toEqual([]);
  await close(ann);
});

test("a server that remembers nothing says so instead of a leaderboard", async ({ page }) => {
  await page.goto("/top");
  await expect(page.getByRole("heading", { name: "This server remembers nothing" })).toBeVisible();
});

/** Begins a try and lets the first ball pass; resolves when its result is there and saved. */
async function missTheDaily(page: Page): Promise<void> {
  await expect(page.locator(".daily-result .facts")).toContainText("Your best today", {
    timeout: 40_000,
  });
}

test("the daily: a newcomer's three tries, the table, a text to paste, and nothing after that", async ({
  browser,
  remembering,
}) => {
  const permissions = ["clipboard-read", "clipboard-write"];
  const ann = await newPlayer(browser, remembering.url, "Ann", { bypassCSP: true, permissions });
  const { page } = ann;
  await page.goto("/daily?probe");
  await expect(page).toHaveTitle(/^Daily/);
  await page.getByRole("button", { name: "Start", exact: true }).click();
  await missTheDaily(page);
  await expect(page.getByRole("heading", { name: "0 hits" })).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole("button", { name: "Copy result" }).click();
  const pasted = await page.evaluate(() => navigator.clipboard.readText());
  expect(pasted.split("\n")).toEqual([
    expect.stringMatching(/^Quickpong · Daily \d{4}-\d\d-\d\d$/),
    "⬜ 0 hits",
    expect.stringMatching(/^Place \d+ of \d+$/),
    `${remembering.url}/daily`,
  ]);
  // Given up: it counts.
  await page.getByRole("button", { name: "Try again: 2 left" }).click();
  await seen(ann, ({ phase, outcome }) => phase === "countdown" && outcome === null);
  await page.locator("#hud").getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("button", { name: "Start: 1 try left" })).toBeVisible();
  await expect(page.locator("tr[aria-current]")).toContainText("You");
  // The other tab has the last one.
  const other = await ann.context.newPage();
  await other.goto("/daily");
  await other.getByRole("button", { name: "Start: 1 try left" }).click();
  await missTheDaily(other);
  await expect(other.getByRole("button", { name: "Today’s table" })).toBeVisible();
  await page.getByRole("button", { name: "Start: 1 try left" }).click();
  await expect(page.locator(".daily .caution")).toHaveText("No try left today", {
    timeout: 20_000,
  });
  await expect(page.getByRole("button", { name: /^Start/ })).toHaveCount(0);
  // The day is over while the page is open.
  const days = [20_788, 20_789];
  const empty = { memory: "ready", players: 0, rows: [], own: null, yesterday: null };
  await page.route("**/api/daily", (route) => {
    const day = days.shift() ?? 20_789;
    return route.fulfill({ json: { ...empty, day, endsIn: day === 20_788 ? 100 : 1e7 } });
  });
  await page.goto("/daily");
  await expect(page.locator(".own-day time")).toHaveAttribute("datetime", "2026-12-02");
  expect(ann.errors).toEqual([]);
  await close(ann);
});
