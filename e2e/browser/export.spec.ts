/** Files that are made of a replay: a video that plays, a GIF where there is no encoder, and giving up. */
import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { inTop } from "../lib/paths.ts";
import { serveBundle } from "./support/bundle-page.ts";
import type * as Exporting from "./support/exporting.ts";

const MATCH = [...readFileSync(inTop("shared/test/stored/rules-2/beginners-1.qpr"))];

declare global {
  interface Window {
    exporting: typeof Exporting;
  }
}

// Software encodes a video of this size.
test.describe.configure({ timeout: 180_000 });

let served: Awaited<ReturnType<typeof serveBundle>>;
test.beforeAll(async () => {
  served = await serveBundle("e2e/browser/support/exporting.ts", "exporting");
});
test.afterAll(() => served.close());

const make = (
  page: Page,
  format: "webm" | "mp4" | "gif",
  range: readonly [number, number, number?],
) =>
  page.evaluate(([match, kind, from]) => window.exporting.make(match, kind, from), [
    MATCH,
    format,
    range,
  ] as const);

test("two seconds of a replay are a video that plays, and show what was played", async ({
  page,
}) => {
  await page.goto(served.url);
  const formats = await page.evaluate(() => window.exporting.formatsHere());
  expect(formats).toContain("webm");
  expect(await make(page, "webm", [10, 12, 0.05])).toEqual({ error: "AbortError" });
  const made = await make(page, "webm", [10, 12]);
  if ("error" in made) throw new Error(made.error);
  expect(made).toMatchObject({ name: "quickpong-10.webm", type: "video/webm" });
  expect(made.shares).toHaveLength(120);
  expect(made.shares).toEqual(made.shares.toSorted((a, b) => a - b));
  expect(made.shares.at(-1)).toBe(1);
  const played = await page.evaluate((match) => window.exporting.play(match, 10, 1.5), MATCH);
  expect(played).toMatchObject({ width: 1280, height: 720 });
  expect(played.duration).toBeCloseTo(2, 1);
  expect(played.away).toBeLessThan(3);
  // Of H.264, where this browser can encode it.
  if (!formats.includes("mp4")) return;
  const other = await make(page, "mp4", [10, 10.5]);
  expect(other).toMatchObject({ name: "quickpong-10.mp4", type: "video/mp4" });
});

test("without an encoder there is a GIF, of fifteen seconds at most, in a sheet that says how far it is", async ({
  page,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "VideoEncoder"));
  await page.goto(served.url);
  expect(await page.evaluate(() => window.exporting.formatsHere())).toEqual(["gif"]);
  const made = await make(page, "gif", [10, 11]);
  if ("error" in made) throw new Error(made.error);
  expect(made).toMatchObject({ name: "quickpong-10.gif", type: "image/gif" });
  const delays = Array.from({ length: 25 }, () => 4);
  const shown = await page.evaluate(() => window.exporting.show());
  expect(shown).toEqual({ width: 640, height: 360, delays });

  await page.evaluate((match) => window.exporting.open(match), MATCH);
  await expect(page.getByText("A file of this kind has 15 s at most.")).toBeVisible();
  // So long that there is time to give up.
  await page.getByRole("slider", { name: "To" }).fill("24");
  await expect(page.getByText("15 s at most")).toBeHidden();
  await page.getByRole("button", { name: "Make the file" }).click();
  await expect(page.getByRole("progressbar")).toBeVisible();
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("slider", { name: "To" }).fill("11");
  await page.getByRole("button", { name: "Make the file" }).click();
  const save = page.getByRole("link", { name: "Save the file" });
  await expect(save).toHaveAttribute("download", "quickpong-10.gif", { timeout: 60_000 });
  await expect(save).toBeFocused();
});
