import { rmSync } from "node:fs";
import type {} from "@quickpong/client/match/test-probe.ts";
import { enterLobby, takeSeat } from "../chaos/raw-client.ts";
import { inTop } from "../lib/paths.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { newPlayer, seen } from "./support/players.ts";
import { newerBuild, sayOldVersion } from "./support/versions.ts";

test("practice can be opened without a server, and a newer page comes when it is back", async ({
  browser,
}) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();

  await ann.page.goto("/practice?level=club&probe");
  await seen(ann, (frame) => frame.phase === "rally");
  await ann.page.goto("/play");
  await expect(ann.page.getByRole("alert")).toContainText("Can't reach the server");

  const newer = newerBuild("newer");
  const env = { QUICKPONG_CLIENT_DIR: newer };
  const again = await startServer({ port: server.port, env });
  const answer = await ann.page.goto("/");
  expect(answer?.status()).toBe(200);
  await expect(ann.page.locator("html")).toHaveAttribute("data-build", "newer");
  await expect(ann.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await ann.context.close();
  await again.stop();
  rmSync(newer, { recursive: true });
});

/** A first visit may ask for so many files, with all that is kept for practice offline. */
const FILES_MAX = 30;
/** Writes every request into the server's log. */
const LISTENER = `data:text/javascript,${encodeURIComponent(`
  import { subscribe } from "node:diagnostics_channel";
  subscribe("http.server.request.start", ({ request }) => console.log("asked for", request.url, ""));
`)}`;

test("a first visit to the first match asks for few files, and its language is there offline", async ({
  browser,
}) => {
  const server = await startServer({ args: ["--import", LISTENER, inTop("server/src/main.ts")] });
  const context = await browser.newContext({ baseURL: server.url, locale: "de-DE" });
  const page = await context.newPage();
  const first = server.log().length;
  await page.goto("/?probe");
  await page.getByRole("button", { name: "Spielen", exact: true }).click();
  await takeSeat(server.url, await enterLobby(server.url, "Zoë"));
  await page.waitForFunction(() => window.quickpong?.frame?.opponent.bot === "");
  // It takes its files a few seconds after the page.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  const asked =
    server
      .log()
      .slice(first)
      .match(/(?<=asked for )\S+/g) ?? [];
  const files = asked.filter((path) => !/^\/(api|matchmake|healthz|client-errors)/.test(path));
  expect(files).toContain("/service-worker.js");
  expect(files.length, files.join(" ")).toBeLessThanOrEqual(FILES_MAX);
  await server.stop();

  await page.close();
  const later = await context.newPage();
  await later.goto("/practice");
  await expect(later.getByRole("heading", { name: "Bring deinen Schläger" })).toBeVisible();
  await later.getByRole("button", { name: "Lektionen überspringen" }).click();
  await expect(later.getByRole("heading", { name: "Wähle" })).toBeVisible();
  await context.close();
});

test("a page that is too old for the server says so, and one press renews it", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann", { serviceWorkers: "block" });
  await ann.page.addInitScript(sayOldVersion);
  await ann.page.goto("/");
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByRole("alert")).toContainText("A new version is out");
  await ann.page.getByRole("button", { name: "Reload" }).click();
  await expect(ann.page.getByText("Looking for an opponent")).toBeVisible();
  await ann.context.close();
});

test("it can be installed", async ({ page }) => {
  await page.goto("/");
  const manifest = await page.evaluate(async () => {
    const link = document.querySelector<HTMLLinkElement>("link[rel=manifest]");
    return (await fetch(link?.href ?? "")).json();
  });
  expect(manifest.display).toBe("standalone");
  for (const { src, sizes, type } of manifest.icons as Record<string, string>[]) {
    const answer = await page.request.get(src ?? "");
    expect(answer.headers()["content-type"], src).toBe(type);
    expect(answer.ok(), `${src} ${sizes}`).toBe(true);
  }
});
