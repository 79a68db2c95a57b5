/** Two people at their own browsers, as far as a test can be that. */
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import type { NetReport } from "@quickpong/client/net/stats.ts";
import type { ViewFrame } from "@quickpong/client/net/view-frame.ts";
import { expect } from "../fixtures.ts";
import { play } from "./hands.ts";

export interface Player {
  page: Page;
  context: BrowserContext;
  name: string;
  /** Errors that the page threw or logged. */
  errors: string[];
}

/** Opens the landing page, which is at `top`, in a browser profile of its own. */
export async function newPlayer(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
  top = "/",
): Promise<Player> {
  const context = await browser.newContext({ baseURL: url, ...options });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${top}?probe`);
  await page.getByLabel("Your name").fill(name);
  return { page, context, name, errors };
}

/** Presses Play on both and waits until both see the match. */
export async function meet(a: Player, b: Player): Promise<void> {
  for (const { page } of [a, b])
    await page.getByRole("button", { name: "Play", exact: true }).click();
  for (const player of [a, b]) await inMatch(player);
}

/** Leaves a running match, which is asked about. */
export async function leave({ page }: Player): Promise<void> {
  await page.locator("#hud").getByRole("button", { name: "Leave", exact: true }).click();
  await confirmLeaving(page);
}

/** Answers the question whether to leave. */
export const confirmLeaving = (page: Page): Promise<void> =>
  page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();

/** Closes their browsers. */
export const close = (...players: Player[]) =>
  Promise.all(players.map(({ context }) => context.close()));

/** Waits for a match against a person. */
export async function inMatch({ page }: Player): Promise<void> {
  await page.waitForFunction(() => {
    const frame = window.quickpong?.frame;
    return frame && frame.opponent.bot === "" && frame.phase !== "finished";
  });
}

/** The newest frame. */
export async function frameOf({ page }: Player): Promise<ViewFrame> {
  const frame = await page.evaluate(() => window.quickpong?.frame ?? null);
  expect(frame, "a drawn frame").not.toBeNull();
  return frame as ViewFrame;
}

/** The netcode's figures so far. */
export async function reportOf({ page }: Player): Promise<NetReport> {
  const report = await page.evaluate(() => window.quickpong?.report ?? null);
  expect(report, "a match").not.toBeNull();
  return report as NetReport;
}

/** Presses a key for a moment; resolves to the number of frames until the paddle was drawn elsewhere. */
export function pressToPaddle({ page }: Player): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const probe = window.quickpong;
        const y = probe?.frame?.own.y ?? 0;
        const code = y > 0 ? "KeyW" : "KeyS";
        const send = (type: string) =>
          window.dispatchEvent(new KeyboardEvent(type, { code, bubbles: true }));
        const before = probe?.frames ?? 0;
        send("keydown");
        const look = () => {
          if (!probe?.frame || probe.frame.own.y === y) return requestAnimationFrame(look);
          const frames = probe.frames - before;
          send("keyup");
          // The next press begins from a paddle at rest.
          return setTimeout(() => resolve(frames), 200);
        };
        look();
      }),
  );
}

/** Waits until what is drawn is so. */
export async function seen(
  { page }: Player,
  what: (frame: ViewFrame) => boolean,
  timeout = 30_000,
): Promise<void> {
  const look = async () => {
    const frame = await page.evaluate(() => window.quickpong?.frame ?? null);
    return frame !== null && what(frame);
  };
  await expect.poll(look, { timeout, intervals: [50] }).toBe(true);
}

/** Plays by keyboard events inside the page, see `play`. The newest call counts. */
export const playKeys = ({ page }: Player, how: "keen" | "poor"): Promise<void> =>
  page.evaluate(play, how);

/** Waits until the page has drawn `count` more frames. */
export async function framesLater(page: Page, count: number): Promise<void> {
  await page.evaluate(
    (left) =>
      new Promise<void>((resolve) => {
        const next = (n: number) =>
          n === 0 ? resolve() : requestAnimationFrame(() => next(n - 1));
        next(left);
      }),
    count,
  );
}

/** Makes the page believe that its tab was hidden or shown. */
export const setHidden = (page: Page, hidden: boolean): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);

/** Words on the page, as against those that a screen reader hears. */
export const words = (page: Page, text: string): Locator =>
  page.locator("main, #hud").getByText(text);
