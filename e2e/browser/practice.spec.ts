/** Lessons, bots that open one after the other, and rules that are chosen. */

import { PRESETS } from "@quickpong/shared/presets.ts";
import { keepSettings } from "../lib/keep-settings.ts";
import { expect, test } from "./fixtures.ts";
import { close, frameOf, inMatch, newPlayer, playKeys, seen, words } from "./support/players.ts";

test("three lessons come first and go on by themselves; they are taken once", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await page.getByRole("button", { name: "Practice" }).click();
  await expect(page.getByRole("heading", { name: "Bring your paddle to the ball" })).toBeVisible();
  await expect(page.locator("#live")).toHaveText(/^Lesson 1 of 3\. Bring your paddle/);
  await playKeys(ann, "keen");
  await expect(page.getByText("Lesson 2 of 3", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Skip this one" }).click();
  await expect(page.getByText("Lesson 3 of 3", { exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Choose your bot" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Choose your bot" })).toBeVisible();
  await page.getByRole("button", { name: "Lessons" }).click();
  await expect(page.getByText("Lesson 1 of 3", { exact: true })).toBeVisible();
  expect(ann.errors).toEqual([]);
  await close(ann);
});

test("BOT-6: a player who beat a bot may play the next; an address leads to every one", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  await page.evaluate(keepSettings, { lessons: true, beaten: ["lulu"] });
  await page.goto("/practice?probe");
  await expect(page.locator("button.card")).toHaveCount(4);
  await expect(words(page, "Win against Rex to open")).toBeVisible();
  await page.getByLabel("Rules").selectOption("Long");
  await page.getByRole("button", { name: /^Rex/ }).click();
  const { serveSpeed } = PRESETS.long;
  await seen(
    ann,
    ({ opponent, rules }) => opponent.bot === "rex" && rules.serveSpeed === serveSpeed,
  );
  await page.goto("/practice?level=zoe&probe");
  await seen(ann, ({ opponent }) => opponent.bot === "zoe");
  expect(ann.errors).toEqual([]);
  await close(ann);
});

test("RULES-2: a host chooses the rules, and the guest sees them before coming in", async ({
  browser,
  server,
}) => {
  const [ann, bob] = [
    await newPlayer(browser, server.url, "Ann"),
    await newPlayer(browser, server.url, "Bob"),
  ];
  const makeRoom = async () => {
    await ann.page.goto("/r?probe");
    await ann.page.getByRole("radio", { name: "11", exact: true }).check();
  };
  const link = async () => {
    await ann.page.getByRole("button", { name: "Make the room" }).click();
    await expect(words(ann.page, "First to 11 points")).toBeVisible();
    return `${new URL(ann.page.url()).pathname}?probe`;
  };
  await makeRoom();
  await ann.page.getByLabel("Rules").selectOption("Your own rules");
  await ann.page.getByRole("button", { name: "Change the numbers" }).click();
  await ann.page.getByRole("slider", { name: /^Length of the paddles/ }).fill("123");
  await ann.page.keyboard.press("Escape");
  await bob.page.goto(await link());
  const own = /Own rules · First to 11 points · Length of the paddles 123/;
  await expect(bob.page.getByText(own)).toBeVisible();
  await makeRoom();
  await ann.page.getByLabel("Rules").selectOption("Tiny");
  await bob.page.goto(await link());
  await expect(bob.page.getByText("Tiny · First to 11 points")).toBeVisible();
  await bob.page.getByRole("button", { name: "Ready", exact: true }).click();
  for (const player of [ann, bob]) await inMatch(player);
  expect((await frameOf(bob)).rules).toEqual({ ...PRESETS.tiny, pointsToWin: 11 });
  expect([...ann.errors, ...bob.errors]).toEqual([]);
  await close(ann, bob);
});
