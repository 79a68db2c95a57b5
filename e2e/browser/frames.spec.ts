/** The game in other people's pages: in a frame that the operator allows, and as a scoreboard over a stream. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { expect, startServer, test } from "./fixtures.ts";
import {
  close,
  frameOf,
  inMatch,
  leave,
  meet,
  newPlayer,
  playKeys,
  seen,
} from "./support/players.ts";

/** What docs/OPERATIONS.md has operators copy. */
const ALLOW = "autoplay; fullscreen; gamepad; screen-wake-lock; web-share; clipboard-write";

/** A site with the game in a frame. Its name is another one than the game's, so it is another site. */
async function startSite(game: () => string): Promise<{ server: Server; url: string }> {
  const server = createServer((_, response) => {
    const frame = `<iframe src="${game()}/?probe" allow="${ALLOW}" width="1000" height="640"></iframe>`;
    response
      .setHeader("Content-Type", "text/html")
      .end(`<!doctype html><title>Site</title>${frame}`);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}` };
}

test("a site that the operator names shows the game in a frame, where one plays; another site does not", async ({
  browser,
}) => {
  let game = "";
  const site = await startSite(() => game);
  const server = await startServer({ env: { QUICKPONG_FRAMES: site.url } });
  game = server.url;
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(site.url);
  const frame = page.frameLocator("iframe");
  await frame.getByLabel("Your name").fill("Fay");
  await frame.getByRole("button", { name: "Play", exact: true }).click();
  const bob = await newPlayer(browser, server.url, "Bob");
  await bob.page.getByRole("button", { name: "Play", exact: true }).click();
  await inMatch(bob);
  expect((await frameOf(bob)).opponent.name).toBe("Fay");
  const inner = page.frames()[1];
  await inner?.waitForFunction(() => window.quickpong?.frame?.phase === "rally");
  // Nobody there is known, and nothing is to be kept: browsers would not keep it.
  expect(await context.cookies()).toEqual([]);
  await leave(bob);
  await close(bob);

  const strange = await startSite(() => game);
  await page.goto(strange.url);
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await context.close();
  site.server.close();
  strange.server.close();
  await server.stop();
});

test("an overlay shows score and names on nothing, comes again, and says nothing when there is no match", async ({
  browser,
  server,
}) => {
  const proxy = await startProxy({ target: server.port });
  const [ann, bob] = [
    await newPlayer(browser, server.url, "Ann"),
    await newPlayer(browser, server.url, "Bob"),
  ];
  await meet(ann, bob);
  await Promise.all([playKeys(ann, "keen"), playKeys(bob, "poor")]);
  await seen(ann, ({ phase }) => phase === "rally");
  const { matches } = (await (await fetch(`${server.url}/api/matches`)).json()) as {
    matches: { id: string; left: { name: string } }[];
  };
  const match = matches.find(({ left }) => ["Ann", "Bob"].includes(left.name));
  const context = await browser.newContext({
    baseURL: proxy.url,
    viewport: { width: 960, height: 200 },
  });
  const page = await context.newPage();
  await page.goto(`/overlay/${match?.id}`);
  const board = page.locator(".scoreboard");
  await expect(board).toContainText("Ann");
  await expect(board).toContainText("Bob");
  await expect(board.locator(".points").filter({ hasText: /[1-9]/ }).first()).toBeVisible({
    timeout: 60_000,
  });
  const { data, info } = await sharp(await page.screenshot({ omitBackground: true }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.channels]).toEqual([960, 4]);
  // The lower corners; the board is above.
  for (const x of [2, 957]) expect(data[4 * (195 * 960 + x) + 3]).toBe(0);

  proxy.refuse(true);
  proxy.reset();
  await expect(board).toBeHidden();
  proxy.refuse(false);
  await expect(board).toContainText("Ann", { timeout: 30_000 });
  await leave(ann);
  await close(ann, bob);
  await expect(board).toBeHidden({ timeout: 30_000 });
  await expect(page).toHaveTitle("Quickpong");
  await page.goto("/overlay/BCDFGH");
  await expect(page.locator(".overlay")).toBeAttached();
  await expect(board).toBeHidden();
  await context.close();
  await proxy.stop();
});
