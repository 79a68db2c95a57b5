/** Replays: from a match's result to its best moment, from every side, and in other people's pages. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import type { ReplayInfo } from "@quickpong/shared/protocol/replays.ts";
import { RULES_VERSION } from "@quickpong/shared/replay.ts";
import { encodeRecording } from "@quickpong/shared/replay-codec.ts";
import { DEFAULT_RULES } from "@quickpong/shared/rules.ts";
import { playBots } from "../../shared/test/support/bot-match.ts";
import { readStored } from "../lib/golden-matches.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { close, inMatch, leave, newPlayer, seen } from "./support/players.ts";

/** Two in a private room; the second leaves a moment after the first serve, and the first one is at the result. */
async function playPrivately(browser: Browser, url: string) {
  const ann = await newPlayer(browser, url, "Ann", {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await ann.page.getByRole("button", { name: "Play a friend" }).click();
  await ann.page.getByRole("button", { name: "Make the room" }).click();
  await expect(ann.page.getByText("Waiting for your friend")).toBeVisible();
  const room = new URL(ann.page.url()).pathname;
  const bob = await newPlayer(browser, url, "Bob");
  await bob.page.goto(`${room}?probe`);
  await bob.page.getByRole("button", { name: "Ready", exact: true }).click();
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await seen(ann, (frame) => frame.phase === "rally");
  await leave(bob);
  return { ann, bob };
}

/** Where the replay is, in s, as its bar has it. */
const placeOf = (page: Page): Promise<number> =>
  page
    .getByRole("slider", { name: "Position" })
    .evaluate((slider) => Number((slider as HTMLInputElement).value) / 60);

const press = (page: Page, ...keys: string[]) =>
  keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());

/** By keys and by hand: it stands where it is told to. */
async function goThrough(page: Page): Promise<void> {
  const bar = page.locator(".replay-bar");
  await press(page, " ");
  await expect(bar.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await press(page, "Home");
  await expect.poll(() => placeOf(page)).toBe(0);
  // A match may begin between two ticks.
  await press(page, ".", ".", ".", ",");
  await expect.poll(() => placeOf(page)).toBeGreaterThan(0);
  expect(await placeOf(page)).toBeLessThan(3 / 60);
  await press(page, "Shift+ArrowRight");
  await expect.poll(() => placeOf(page)).toBeGreaterThan(1);
  await expect(page.getByRole("slider")).toHaveAttribute(
    "aria-valuetext",
    /^0:0\d of 0:\d\d, 0 : 0$/,
  );
  const speed = bar.getByRole("combobox", { name: "Speed" });
  await press(page, "ArrowDown", "ArrowDown");
  await expect(speed).toHaveValue("0.25");
  await speed.selectOption("8");
  await page
    .locator("main")
    .click({ position: { x: 5, y: 5 }, force: true })
    .catch(() => undefined);
  await press(page, "End", "r");
  await expect(bar.getByRole("button", { name: "Backwards" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  await expect.poll(() => placeOf(page)).toBeLessThan(1);
}

async function seeFromAllSides(page: Page): Promise<void> {
  const view = page.getByRole("combobox", { name: "View" });
  await expect(view.getByRole("option")).toHaveText([
    "As ruled",
    "Ann’s screen",
    // Bob left before anything was kept of him.
    "Somebody’s screen",
    "Both screens",
  ]);
  const ghost = () => page.evaluate(() => window.quickpong?.frame?.ghost ?? null);
  await view.selectOption("both");
  await expect.poll(ghost).not.toBeNull();
  await view.selectOption("right");
  await expect.poll(ghost).toBeNull();
  await expect.poll(() => page.evaluate(() => window.quickpong?.frame?.own.name)).toBe("Ann");
  await view.selectOption("truth");
}

/** A page of another site, with the replay in a frame. */
async function showInFrame(browser: Browser, replay: string): Promise<void> {
  const site = createServer((_, response) => {
    response
      .setHeader("Content-Type", "text/html")
      .end(`<!doctype html><title>Site</title><iframe src="${replay}" width="900" height="560">`);
  });
  await new Promise<void>((resolve) => void site.listen(0, "127.0.0.1", resolve));
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://localhost:${(site.address() as AddressInfo).port}`);
  const frame = page.frameLocator("iframe");
  await expect(frame.getByRole("link", { name: "Open in Quickpong" })).toHaveAttribute(
    "href",
    /^\/replay\/[a-z2-7]{16}\?t=1-2$/,
  );
  await expect(frame.getByRole("button", { name: "Share this moment" })).toHaveCount(0);
  await expect(frame.getByRole("button", { name: "Leave" })).toHaveCount(0);
  await expect(frame.getByRole("button", { name: "Pause" })).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await context.close();
  site.close();
}

test("REPLAY-13: a match is seen again from its result on, shared, framed, kept and deleted", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "quickpong-replay-"));
  const server = await startServer({ env: { QUICKPONG_DATA: folder } });
  const { ann, bob } = await playPrivately(browser, server.url);
  const { page } = ann;
  await page.getByRole("link", { name: "See the best moment" }).click();
  await expect(page).toHaveURL(/\/replay\/[a-z2-7]{16}\?t=best/);
  const bar = page.locator(".replay-bar");
  await expect(bar.getByRole("button", { name: "Pause" })).toBeVisible();
  await goThrough(page);
  await seeFromAllSides(page);

  // Backwards it stops at the beginning by itself.
  await expect(bar.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await press(page, "Home", "Shift+ArrowRight");
  await bar.getByRole("button", { name: "Share this moment" }).click();
  await expect(bar.locator(".flash")).toHaveText("Copied");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toMatch(/\/replay\/[a-z2-7]{16}\?t=2\.4$/);
  await bob.page.goto(link);
  await expect.poll(() => placeOf(bob.page)).toBeGreaterThan(2.3);
  await bob.page.goto(link.replace("t=2.4", "t=1-2"));
  await expect(bob.page.getByRole("button", { name: "Pause" })).toBeVisible();
  for (let n = 0; n < 5; n++) expect(await placeOf(bob.page)).toBeLessThan(2.1);
  await showInFrame(browser, link.replace("/replay/", "/embed/").replace("t=2.4", "t=1-2"));

  await bar.getByRole("button", { name: "Highlights and more" }).click();
  const panel = page.getByRole("dialog");
  await panel.getByRole("checkbox", { name: "Keep for good" }).check();
  await expect(panel.getByText("It is kept for good.")).toBeVisible();
  await press(page, "Escape");
  await expect(panel).toHaveCount(0);
  await press(page, "m");
  await expect(panel.getByRole("checkbox", { name: "Keep for good" })).toBeChecked();
  await panel.getByRole("button", { name: "Delete this replay" }).click();
  await page.locator(".question").getByRole("button", { name: "Delete this replay" }).click();
  await expect(page.getByRole("heading", { name: "The replay is deleted." })).toBeVisible();
  await bob.page.reload();
  await expect(bob.page.getByRole("heading", { name: "No such replay" })).toBeVisible();
  expect([...ann.errors, ...bob.errors]).toEqual([]);
  await close(ann, bob);
  await server.stop();
  rmSync(folder, { recursive: true });
});

const ID = "aaaaaaaaaaaaaaaa";

/** A server that says of one replay that it is this, and gives these bytes. */
async function answerWith(page: Page, info: Partial<ReplayInfo>, bytes: Uint8Array) {
  const somebody = { id: null, name: "", bot: "" as const, rtt: 50 };
  const json = { id: ID, players: [somebody, somebody], score: [1, 0], verified: true, ...info };
  await page.route(`**/api/replays/${ID}`, (route) => route.fulfill({ json }));
  await page.route(`**/api/replays/${ID}/recording`, (route) =>
    route.fulfill({ body: Buffer.from(bytes), contentType: "application/octet-stream" }),
  );
}

test("REPLAY-14: what can't be shown as it was is said, and what stands out is found", async ({
  page,
  server,
}) => {
  const rules = { ...DEFAULT_RULES, pointsToWin: 1 };
  const bots = playBots({
    levels: ["vera", "otto"],
    rules,
    seed: 2,
    delays: [1, 2],
    limit: 6000,
  });
  // Bytes have them in the order of time.
  const messages = bots.messages.toSorted(([a], [b]) => a - b);
  const recording = { ...bots, messages };
  const good = encodeRecording(recording);
  const changed = (at: number, byte: number) => good.map((each, i) => (i === at ? byte : each));
  const open = async (info: Partial<ReplayInfo>, bytes: Uint8Array) => {
    await page.unrouteAll();
    await answerWith(page, info, bytes);
    await page.goto(`${server.url}/replay/${ID}`);
  };
  const heading = (name: string) => page.getByRole("heading", { name });
  await page.goto(`${server.url}/replay/${ID}`);
  await expect(heading("No such replay").or(heading("No replays at the moment"))).toBeVisible();
  await open({}, good.subarray(0, 40));
  await expect(heading("A damaged replay")).toBeVisible();
  await open({}, changed(4, RULES_VERSION + 1));
  await expect(heading("Newer than this page")).toBeVisible();
  await expect(page.getByRole("button", { name: "Reload" })).toBeVisible();
  await open({ verified: false }, good);
  const caution = page.locator(".replay-bar .caution");
  await expect(caution).toHaveText(/The server’s own check/);
  // The last byte is the hash's.
  await open({}, changed(good.length - 1, (good.at(-1) ?? 0) ^ 1));
  await expect(caution).toHaveText(/plays the recording to another result/);
  await open({}, good);
  await expect(page.locator(".replay-bar")).toBeVisible();
  await expect(caution).toBeHidden();
  await page.goto(`${server.url}/replay/${ID}?t=best`);
  const repeat = page.getByRole("button", { name: "Repeat this rally" });
  await expect(repeat).toHaveAttribute("aria-pressed", "true");
  await press(page, "l");
  await expect(repeat).toHaveAttribute("aria-pressed", "false");
  await press(page, "m");
  await page.getByRole("button", { name: "Longest rally: " }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(repeat).toHaveAttribute("aria-pressed", "true");
  // By older rules, which are fetched; and a file is made of it.
  const [old] = readStored(1);
  await open({ rulesVersion: 1 }, old as Uint8Array);
  await expect(page.locator(".replay-bar")).toBeVisible();
  await expect(caution).toBeHidden();
  await press(page, "m");
  await page.getByRole("button", { name: "Make a video or a GIF" }).click();
  await page.getByRole("radio", { name: "GIF, moving picture" }).check({ force: true });
  await page.getByRole("slider", { name: "From" }).fill("5");
  await page.getByRole("slider", { name: "To" }).fill("5.5");
  await page.getByRole("button", { name: "Make the file" }).click();
  const save = page.getByRole("link", { name: "Save the file" });
  await expect(save).toHaveAttribute("download", "quickpong-5.gif", { timeout: 60_000 });

  await page.unrouteAll();
  await page.route("**/api/replays/**", (route) => route.abort());
  await page.goto(`${server.url}/replay/${ID}`);
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});
