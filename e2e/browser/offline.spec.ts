import type {} from "@quickpong/client/probe.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { newPlayer, seen } from "./support/players.ts";

test("practice can be opened without a server, and what is fresh comes when it is back", async ({
  browser,
}) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();

  await ann.page.goto("/practice?level=club&probe");
  await seen(ann, (frame) => frame.phase === "rally");
  await ann.page.goto("/play");
  await expect(ann.page.getByRole("alert")).toContainText("No line to the server");

  const again = await startServer({ port: server.port });
  const answer = await ann.page.goto("/");
  expect(answer?.status()).toBe(200);
  await expect(ann.page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
  await ann.context.close();
  await again.stop();
});

test("a page that is too old for the server says so, and one press renews it", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann", { serviceWorkers: "block" });
  await ann.page.route("**/matchmake/**", async (route) => {
    const body = route.request().postDataJSON() as object;
    await route.continue({ postData: JSON.stringify({ ...body, version: 1 }) });
  });
  await ann.page.getByRole("button", { name: "Play", exact: true }).click();
  await expect(ann.page.getByRole("alert")).toContainText("A new version is out");
  await ann.page.unrouteAll();
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
