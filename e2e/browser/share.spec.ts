/** Sharing a match: its picture is made in the page, and leaves it by the system's sheet, as a file or as words. */
import type { Locator, Page } from "@playwright/test";
import { THEMES } from "@quickpong/client/theme/themes.ts";
import sharp from "sharp";
import { keepSettings } from "../lib/keep-settings.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { axeFindings } from "./support/axe.ts";
import { close, inMatch, meet, newPlayer, type Player, playKeys, seen } from "./support/players.ts";
import { QUICK_RULES } from "./support/quick-rules.ts";

// Long, and the last: its tests are shared among all workers, so that none is left with them.
test.describe.configure({ mode: "parallel" });

const WIDE = { width: 1200, height: 630 };
const TALL = { width: 1080, height: 1920 };
/** Colours are mixed at the edges of lines. */
const NEAR = 12;

/** The pixels of the picture that the sheet shows. */
async function pixelsOf(picture: Locator) {
  const url = await picture.evaluate((image: HTMLImageElement) => {
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    canvas.getContext("2d")?.drawImage(image, 0, 0);
    return canvas.toDataURL("image/png");
  });
  const { data, info } = await sharp(Buffer.from(url.split(",")[1] ?? "", "base64"))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** How many pixels have this colour, "#rrggbb". */
function count(data: Buffer, colour: string): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  let found = 0;
  for (let at = 0; at < data.length; at += 3)
    if (wanted.every((value, n) => Math.abs(value - (data[at + n] ?? 0)) <= NEAR)) found++;
  return found;
}

const sheet = (page: Page) => page.getByRole("dialog", { name: "Share the longest rally" });
const openSheet = async (page: Page): Promise<Locator> => {
  await page.getByRole("button", { name: "Share the longest rally" }).click({ timeout: 60_000 });
  return sheet(page);
};
const sizeOf = (picture: Locator) =>
  picture.evaluate((image: HTMLImageElement) => ({
    width: image.naturalWidth,
    height: image.naturalHeight,
  }));

/** Notes what is handed to the system's sheet. */
const stubSheet = (page: Page) =>
  page.addInitScript(() => {
    const shared: unknown[] = [];
    Object.assign(window, { shared });
    Object.assign(Navigator.prototype, {
      canShare: ({ files }: ShareData) => files?.every(({ type }) => type === "image/png") ?? false,
      share: async ({ files, text }: ShareData) =>
        void shared.push({ text, files: files?.map(({ name, size }) => ({ name, size })) }),
    });
  });

/** Both play until one has won, after a rally in which there was a hit: without one there is nothing to share. */
async function playToTheEnd(winner: Player, loser: Player): Promise<void> {
  await Promise.all([playKeys(winner, "keen"), playKeys(loser, "keen")]);
  await seen(loser, ({ rally }) => rally > 0);
  await playKeys(loser, "poor");
  for (const player of [winner, loser])
    await seen(player, ({ phase }) => phase === "finished", 90_000);
}

test("the longest rally of a match online is shared as a picture, after a rematch as another one", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const server = await startServer({ env: { QUICKPONG_POINTS: "3" } });
  const ann = await newPlayer(browser, server.url, "Ann", { colorScheme: "dark" });
  const bob = await newPlayer(browser, server.url, "Bob");
  await stubSheet(bob.page);
  await bob.page.reload();
  await bob.page.getByLabel("Your name").fill("Bob");
  await meet(ann, bob);
  await playToTheEnd(ann, bob);

  const annSheet = await openSheet(ann.page);
  const picture = annSheet.getByRole("img");
  await expect.poll(() => sizeOf(picture)).toEqual(WIDE);
  const { data } = await pixelsOf(picture);
  const { night } = THEMES;
  // Names and points, marks of paddles; and the floor at the rim.
  for (const colour of [night.own, night.opponent])
    expect(count(data, colour)).toBeGreaterThan(100);
  expect(count(data, night.ground)).toBeGreaterThan(1000);
  // There is no system's sheet here: the file is the way.
  await expect(annSheet.getByRole("button", { name: "Share", exact: true })).toBeHidden();
  const download = ann.page.waitForEvent("download");
  await annSheet.getByRole("link", { name: "Save picture" }).click();
  expect((await download).suggestedFilename()).toMatch(/^quickpong-\d+\.png$/);
  await ann.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  // It says so for a moment only.
  const said = annSheet.getByText("Copied").waitFor();
  await Promise.all([said, annSheet.getByRole("button", { name: "Copy text" }).click()]);
  const copied = await ann.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(
    /^Ann 3 : \d Bob\. Longest rally: \d+ hits?\. http:\/\/127\.0\.0\.1:\d+\/$/,
  );
  expect(await axeFindings(ann.page)).toEqual([]);

  const bobSheet = await openSheet(bob.page);
  await bobSheet.getByRole("radio", { name: "Tall" }).check();
  await expect.poll(() => sizeOf(bobSheet.getByRole("img"))).toEqual(TALL);
  await bobSheet.getByRole("button", { name: "Share", exact: true }).click();
  const shared = () => bob.page.evaluate(() => (window as unknown as { shared: object[] }).shared);
  await expect.poll(shared).toEqual([
    {
      text: expect.stringMatching(/^Bob \d : 3 Ann\. /),
      files: [{ name: expect.stringMatching(/\.png$/), size: expect.any(Number) }],
    },
  ]);
  await bob.page.keyboard.press("Escape");
  await expect(bobSheet).toBeHidden();
  await expect(bob.page.getByRole("button", { name: "Share the longest rally" })).toBeFocused();

  // The sheet that is still open goes with the result.
  await bob.page.getByRole("button", { name: "Rematch" }).click();
  await ann.page.getByRole("button", { name: /Rematch/ }).press("Enter");
  await Promise.all([inMatch(ann), inMatch(bob)]);
  await expect(annSheet).toBeHidden();
  await playToTheEnd(bob, ann);
  const again = await openSheet(ann.page);
  await expect.poll(() => sizeOf(again.getByRole("img"))).toEqual(WIDE);
  await expect(again.getByRole("img")).toHaveAttribute("alt", /^Ann \d : 3 Bob/);
  await close(ann, bob);
  await server.stop();
});

test("practice is shared, too, in every theme's colours and in the page's language", async ({
  browser,
  server,
}) => {
  test.setTimeout(180_000);
  const ann = await newPlayer(browser, server.url, "Ann", {
    viewport: { width: 390, height: 844 },
  });
  const { page } = ann;
  await page.evaluate(keepSettings, { rules: QUICK_RULES });
  await page.goto("/practice?level=pip&probe");
  await playKeys(ann, "keen");
  await seen(ann, ({ rally }) => rally > 0);
  await playKeys(ann, "poor");
  await seen(ann, ({ phase }) => phase === "finished", 150_000);
  for (const [name, theme] of Object.entries(THEMES)) {
    await page.evaluate((each) => {
      document.documentElement.dataset["theme"] = each;
    }, name);
    const opened = await openSheet(page);
    const picture = opened.getByRole("img");
    // On a phone that is held upright.
    await expect.poll(() => sizeOf(picture)).toEqual(TALL);
    const { data } = await pixelsOf(picture);
    for (const colour of [theme.own, theme.opponent, theme.ground])
      expect(count(data, colour), `${name}: ${colour}`).toBeGreaterThan(100);
    await page.keyboard.press("Escape");
    await expect(opened).toBeHidden();
  }
  await close(ann);
});
