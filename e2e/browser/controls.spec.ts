import type { Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import { GHOSTS, type Held, PADS, type PadSample, padOf } from "../../client/test/input/pads.ts";
import { expect, startServer, test } from "./fixtures.ts";
import { frameOf, framesLater, meet, newPlayer, pressToPaddle, seen } from "./support/players.ts";

test.use({ allFrames: true });

test("a key press moves the own paddle within one tick and one frame", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  await seen(ann, (frame) => frame.phase === "rally");
  const frames = await pressToPaddle(ann);
  // One tick for the stamp, one frame to draw it.
  expect(frames).toBeLessThanOrEqual(2);
  await Promise.all([ann.context.close(), bob.context.close()]);
});

test("on a phone the court stands up, a thumb shows the way until a drag moves the paddle, and a tap sends it", async ({
  browser,
  server,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const ann = await newPlayer(browser, server.url, "Ann", phone);
  const bob = await newPlayer(browser, server.url, "Bob");
  await meet(ann, bob);
  const canvas = ann.page.locator("#court canvas");
  const box = await canvas.boundingBox();
  expect(box && box.width <= 390 && box.height <= 844).toBe(true);
  const overflow = await ann.page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await seen(ann, (frame) => frame.phase === "rally");
  await expect(ann.page.locator(".thumb")).toBeInViewport({ ratio: 1 });
  await expect(bob.page.locator(".thumb")).toBeHidden();
  const before = (await frameOf(ann)).own.y;
  const touch = await ann.context.newCDPSession(ann.page);
  const at = (x: number) => ({ touchPoints: [{ x, y: 700 }] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(195) });
  for (const x of [215, 240, 270]) {
    await touch.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(x) });
  }
  await ann.page.waitForFunction(
    (y) => Math.abs((window.quickpong?.frame?.own.y ?? y) - y) > 40,
    before,
  );
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await expect(ann.page.locator(".thumb")).toHaveCount(0);
  // The paddle goes to the thumb's place, 100 px left of the middle, and stays.
  await ann.page.touchscreen.tap(95, 600);
  await seen(ann, (frame) => Math.abs(frame.own.y + (100 * 900) / 362) < 20);
  await Promise.all([ann.context.close(), bob.context.close()]);
});

test("a second finger that comes and goes leaves the first one steering", async ({
  browser,
  server,
}) => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const ann = await newPlayer(browser, server.url, "Ann", phone);
  await ann.page.goto("/practice?level=beginner&probe");
  await seen(ann, (frame) => frame.phase === "countdown" || frame.phase === "rally");
  const screen = await ann.context.newCDPSession(ann.page);
  const touch = (type: string, ...touchPoints: { id: number; x: number; y: number }[]) =>
    screen.send("Input.dispatchTouchEvent", { type: type as "touchStart", touchPoints });
  const thumb = { id: 0, x: 195, y: 700 };
  const palm = { id: 1, x: 350, y: 780 };
  await touch("touchStart", thumb);
  await touch("touchStart", thumb, palm);
  await touch("touchEnd", palm);
  await touch("touchMove", { ...thumb, x: 290 });
  await seen(ann, (frame) => Math.abs(frame.own.y) > 40);
  await touch("touchEnd");
  await ann.context.close();
});

test("practice goes on when the server is gone", async ({ browser }) => {
  const server = await startServer();
  const ann = await newPlayer(browser, server.url, "Ann");
  await ann.page.getByRole("button", { name: "Practice" }).click();
  await ann.page.getByRole("button", { name: "Skip the lessons" }).click();
  await ann.page.getByRole("button", { name: /^Mo/ }).click();
  await seen(ann, (frame) => frame.phase === "countdown" || frame.phase === "rally");
  await server.stop();
  await seen(ann, (frame) => frame.rally >= 1 || frame.own.score + frame.opponent.score > 0);
  await ann.context.close();
});

/** From now on the browser has this pad, and it says this. */
const hold = (page: Page, sample: PadSample, held: Held): Promise<void> =>
  page.evaluate(
    (pad) => {
      navigator.getGamepads = () => [pad as unknown as Gamepad];
      window.dispatchEvent(new Event("gamepadconnected"));
    },
    padOf(sample, held),
  );

/** No pad is there for a few frames. */
async function unplug(page: Page): Promise<void> {
  await page.evaluate(() => {
    navigator.getGamepads = () => [null];
  });
  await framesLater(page, 2);
}

test("pads that nobody touches neither take the focus from a name nor steer; one that is used does both", async ({
  browser,
  server,
}) => {
  const ann = await newPlayer(browser, server.url, "Ann");
  const { page } = ann;
  const field = page.getByLabel("Your name");
  const focused = () => field.evaluate((input) => document.activeElement === input);
  for (const ghost of GHOSTS) {
    await hold(page, ghost, ghost.rest);
    await framesLater(page, 10);
    expect(await focused(), ghost.name).toBe(true);
    await unplug(page);
  }
  const xbox = PADS.find(
    ({ name }) => name.includes("Xbox") && name.includes("d-pad"),
  ) as PadSample;
  const { rest, down, up, start } = xbox as Required<PadSample>;
  // What listens to pads is fetched with the first one.
  await expect(async () => {
    await hold(page, xbox, rest);
    await framesLater(page, 10);
    await hold(page, xbox, down);
    await expect.poll(focused, { timeout: 500 }).toBe(false);
  }).toPass();

  await page.goto("/practice?level=beginner&probe");
  await seen(ann, (frame) => frame.phase === "countdown");
  for (const ghost of GHOSTS) {
    await hold(page, ghost, ghost.rest);
    await framesLater(page, 5);
    await unplug(page);
  }
  expect((await frameOf(ann)).own.y).toBe(0);
  const rested = async () => {
    await hold(page, xbox, rest);
    await page.waitForFunction(
      (since) => performance.now() - since > 200,
      await page.evaluate(() => performance.now()),
    );
  };
  await rested();
  await hold(page, xbox, down);
  await seen(ann, (frame) => frame.own.y > 100);
  await hold(page, xbox, up);
  await seen(ann, (frame) => frame.own.y < -100);
  await rested();
  await hold(page, xbox, start);
  await expect(page.getByRole("dialog", { name: "Menu" })).toBeVisible();
  expect(ann.errors).toEqual([]);
  await ann.context.close();
});
