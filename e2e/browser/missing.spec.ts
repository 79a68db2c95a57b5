/** Parts of the page that can't be fetched, or not yet: said at every entrance, before anybody waits for a seat. */
import { rmSync } from "node:fs";
import type { Browser, Page, Route } from "@playwright/test";
import { startProxy } from "../lib/proxy/tcp-proxy.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { newerBuild, sayOldVersion } from "./support/versions.ts";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();

/** Ways from the first page to what is fetched when it is wanted. */
const ENTRANCES: [entrance: string, go: (page: Page) => Promise<unknown>][] = [
  ["play", (page) => press(page, "Play")],
  ["friend", (page) => press(page, "Play a friend")],
  ["practice", (page) => press(page, "Practice")],
  ["two here", (page) => press(page, "Two here")],
  ["settings", (page) => press(page, "Settings")],
  ["a link to watch", (page) => page.goto("/watch/ABCDEF")],
  ["a link to a room", (page) => page.goto("/r/ABCDEF")],
  ["a link to practice", (page) => page.goto("/practice?level=club")],
];

interface Visit {
  page: Page;
  /** Addresses of WebSockets that were opened. */
  sockets: string[];
  close(): Promise<void>;
}

/** Visits the first page; what it does not name itself is asked of `answer`. */
async function visit(
  browser: Browser,
  url: string,
  answer: (route: Route, page: string) => Promise<unknown>,
): Promise<Visit> {
  const context = await browser.newContext({ baseURL: url, serviceWorkers: "block" });
  const page = await context.newPage();
  const html = await (await fetch(url)).text();
  const sockets: string[] = [];
  page.on("websocket", (socket) => sockets.push(socket.url()));
  await page.route("**/*", async (route) => {
    const request = route.request();
    const { pathname } = new URL(request.url());
    const lazy = pathname.startsWith("/assets/") && !html.includes(pathname);
    const asked = pathname === "/" && request.resourceType() === "fetch";
    await (lazy || asked ? answer(route, html) : route.continue());
  });
  await page.goto("/");
  return { page, sockets, close: () => context.close() };
}

const isPage = (route: Route) => new URL(route.request().url()).pathname === "/";

/** A newer page was put there since, and the files of this one are gone. */
const newer = (route: Route, page: string) =>
  isPage(route)
    ? route.fulfill({ body: page.replaceAll(/src="[^"]+\.js"/g, 'src="/assets/newer.js"') })
    : route.fulfill({ status: 404 });

test("every entrance says that there is a new version, and nobody waits in the lobby for it", async ({
  browser,
  server,
}) => {
  const open = async ([entrance, go]: (typeof ENTRANCES)[number]) => {
    const { page, sockets, close } = await visit(browser, server.url, newer);
    await go(page);
    await expect(page.getByRole("alert"), entrance).toContainText("A new version is out");
    await expect(page.getByRole("button", { name: "Reload" }), entrance).toBeVisible();
    expect(sockets, entrance).toEqual([]);
    await close();
  };
  // A few at a time.
  await Promise.all(
    [0, 1].map(async (i) => {
      for (const entrance of ENTRANCES.filter((_, j) => j % 2 === i)) await open(entrance);
    }),
  );
});

test("a line that is dead when parts of the page are wanted is said so", async ({
  browser,
  server,
}) => {
  const { page, close } = await visit(browser, server.url, (route) => route.abort());
  await press(page, "Play");
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
  await close();
});

test("a part that is refused once is asked for again, styles and all", async ({
  browser,
  server,
}) => {
  const refused = new Set<string>();
  const { page, close } = await visit(browser, server.url, async (route) => {
    const url = route.request().url();
    if (isPage(route) || refused.has(url)) return route.continue();
    refused.add(url);
    return route.fulfill({ status: 429 });
  });
  await press(page, "Play");
  await expect(page.getByRole("heading", { name: "Looking for an opponent" })).toBeVisible();
  await expect(page.locator(".searching")).toHaveCSS("position", "fixed");
  expect(refused.size).toBeGreaterThan(2);
  await close();
});

test("nobody enters the lobby before the court is there, and sees how far it is", async ({
  browser,
  server,
}) => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { page, sockets, close } = await visit(browser, server.url, async (route) => {
    if (/\/court-/.test(route.request().url())) await held;
    await route.continue();
  });
  await press(page, "Play");
  const bar = page.getByRole("progressbar");
  await expect(bar).toBeVisible();
  await expect
    .poll(() => bar.evaluate((each: HTMLProgressElement) => each.value))
    .toBeGreaterThan(0);
  expect(await bar.evaluate((each: HTMLProgressElement) => each.position)).toBeLessThan(0.5);
  expect(sockets).toEqual([]);
  release();
  await expect(page.getByRole("heading", { name: "Looking for an opponent" })).toBeVisible();
  expect(sockets).toHaveLength(1);
  await close();
});

/** Longer than the service worker waits for a page otherwise (ms). */
const SLOW = { rtt: 5000, jitter: 0, loss: 0 };

test("Reload brings the newer page on a line on which it takes long", async ({ browser }) => {
  const folder = newerBuild("newer");
  const old = await startServer();
  let quality = { rtt: 0, jitter: 0, loss: 0 };
  const proxy = await startProxy({ target: old.port, quality: () => quality });
  const context = await browser.newContext({ baseURL: proxy.url });
  await context.addInitScript(sayOldVersion);
  const page = await context.newPage();
  await page.goto("/");
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await old.stop();
  const env = { QUICKPONG_CLIENT_DIR: folder };
  const newer = await startServer({ port: old.port, env });
  await press(page, "Play");
  await expect(page.getByRole("alert")).toContainText("A new version is out");
  quality = SLOW;
  for (const connection of proxy.connections) connection.setQuality(SLOW);
  await press(page, "Reload");
  await expect(page.locator("html")).toHaveAttribute("data-build", "newer", { timeout: 30_000 });
  await context.close();
  await proxy.stop();
  await newer.stop();
  rmSync(folder, { recursive: true });
});
