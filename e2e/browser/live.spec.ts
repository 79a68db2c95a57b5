/** What is seen behind the title of the first page. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pairUp } from "../../server/test/support/player.ts";
import { expect, startServer, test } from "./fixtures.ts";

test("LIVE-4: a match of two bots is seen moving behind the title, and the line below leads to it", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  // Matches are recorded where there is a store.
  const folder = mkdtempSync(join(tmpdir(), "quickpong-live-"));
  const server = await startServer({ env: { QUICKPONG_POINTS: "21", QUICKPONG_DATA: folder } });
  const players = await pairUp(server.url);
  await Promise.all(players.map((player) => player.play("meet")));
  await expect
    .poll(async () => (await fetch(`${server.url}/api/live`)).status, { timeout: 60_000 })
    .toBe(200);
  const context = await browser.newContext({ baseURL: server.url, serviceWorkers: "block" });
  const page = await context.newPage();
  await page.goto("/");
  const link = page.locator(".behind-title");
  await expect(link).toHaveText("Watch this match live", { timeout: 30_000 });
  const rally = page.locator("#backdrop canvas.lit");
  const painted = () => rally.evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const before = await painted();
  await expect.poll(painted).not.toBe(before);
  await page.getByLabel("Language").selectOption("de");
  await expect(link).toHaveText("Dieses Spiel live ansehen");

  // Nothing moves for those who want it so.
  const calm = await browser.newContext({ baseURL: server.url, reducedMotion: "reduce" });
  const still = await calm.newPage();
  await still.goto("/");
  await expect(still.locator(".behind-title")).toBeVisible({ timeout: 30_000 });
  await calm.close();

  await link.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`${server.url}/watch/${players[0].room.roomId}`);
  await expect(link).toHaveCount(0);
  await context.close();
  await Promise.all(players.map(({ room }) => room.leave()));
  await server.stop();
  rmSync(folder, { recursive: true });
});
