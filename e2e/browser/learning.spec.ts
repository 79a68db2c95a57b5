import type {} from "@quickpong/client/match/test-probe.ts";
import { expect, test } from "./fixtures.ts";
import { frameOf, newPlayer, type Player, playKeys, seen } from "./support/players.ts";

async function practise(ann: Player): Promise<void> {
  await ann.page.goto("/practice?level=club&probe");
  await seen(ann, (frame) => frame.phase === "rally");
}

test("the figures of the line come and go with a key and from the menu", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await practise(ann);
  const figures = ann.page.locator(".netgraph");
  await ann.page.keyboard.press("n");
  await expect(figures).toContainText("Round trip");
  await expect(figures.locator("canvas")).toBeVisible();
  await ann.page.keyboard.press("F3");
  await expect(figures).toHaveCount(0);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  await ann.page.getByLabel("Network figures").check();
  await expect(figures).toBeVisible();
  await ann.page.keyboard.press("Escape");
  await expect(ann.page.getByRole("dialog")).toHaveCount(0);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});

test("a learner adds delay, sees the server's present and tries other netcode", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  await practise(ann);
  await playKeys(ann, "keen");
  expect((await frameOf(ann)).ghost).toBeNull();
  await ann.page.getByRole("button", { name: "Menu" }).click();
  await ann.page.getByLabel("Show the server's present").check();
  await seen(ann, (frame) => frame.ghost !== null);
  await ann.page.getByLabel("Added round trip").fill("200");
  // Practice goes on when the menu is closed.
  await ann.page.keyboard.press("Escape");
  const rtt = () => ann.page.evaluate(() => window.quickpong?.report?.rtt ?? 0);
  await expect.poll(rtt).toBeGreaterThan(190);
  await seen(ann, ({ ghost, ball }) => ghost !== null && ghost.ballX !== ball?.x);
  await ann.page.getByRole("button", { name: "Menu" }).click();
  await ann.page.getByLabel("Own paddle predicted").check();
  await ann.page.keyboard.press("Escape");
  await seen(ann, (frame) => frame.own.score + frame.opponent.score > 0);
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});
