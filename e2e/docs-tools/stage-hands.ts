/** A server, a browser and people at it, for tools that take pictures of the game. */

import { type Browser, type BrowserContextOptions, chromium, type Page } from "@playwright/test";
import type {} from "@quickpong/client/match/test-probe.ts";
import type { ViewFrame } from "@quickpong/client/net/view-frame.ts";
import { provideChromium } from "../lib/install-chromium.ts";
import { keepSettings } from "../lib/keep-settings.ts";

/** The browser that the tests use, too. */
export async function launchBrowser(): Promise<Browser> {
  const root = process.getuid?.() === 0;
  return await chromium.launch({
    executablePath: provideChromium().path,
    args: [...(root ? ["--no-sandbox"] : []), "--mute-audio", "--hide-scrollbars"],
  });
}

/** What is remembered of somebody before the page is opened. */
export interface Person {
  name: string;
  theme?: string;
  language?: string;
}

/** Opens a page in a profile of its own. */
export async function openPage(
  browser: Browser,
  url: string,
  person: Person,
  options: BrowserContextOptions = {},
): Promise<Page> {
  // What is kept for offline would hide what is fetched.
  const context = await browser.newContext({
    baseURL: url,
    serviceWorkers: "block",
    ...options,
  });
  // Pictures are of all effects, also where taking them makes frames late.
  await context.addInitScript(keepSettings, { muted: true, effects: "full", ...person });
  return await context.newPage();
}

/** Waits for a frame of which `what` is true; it runs in the page. */
export async function untilFrame(
  page: Page,
  what: (frame: ViewFrame) => boolean,
  timeout = 60_000,
): Promise<void> {
  const deadline = performance.now() + timeout;
  while (performance.now() < deadline) {
    const frame = await page.evaluate(() => window.quickpong?.frame ?? null);
    if (frame && what(frame)) return;
    await page.waitForTimeout(30);
  }
  throw new Error("The picture that was waited for did not come.");
}

/**
 * Plays by keys inside the page. `aim` is where on the paddle the ball is taken, from -1 to 1, or
 * `beside`, which runs away from it; `until` is the number of points (of both) after which the
 * player stands still. The newest call counts.
 */
export async function play(page: Page, aim: number | "beside", until = 99): Promise<void> {
  await page.evaluate(
    ([aim, until]) => {
      const hands = window as unknown as { turn?: number };
      const turn = (hands.turn ?? 0) + 1;
      hands.turn = turn;
      // To and fro at the ball's height would end in hits.
      const near = aim === "beside" ? Number.EPSILON : 20;
      let held = "";
      const press = (code: string) => {
        if (code === held) return;
        if (held) window.dispatchEvent(new KeyboardEvent("keyup", { code: held, bubbles: true }));
        if (code) window.dispatchEvent(new KeyboardEvent("keydown", { code, bubbles: true }));
        held = code;
      };
      const look = () => {
        if (hands.turn !== turn) return press("");
        const frame = window.quickpong?.frame;
        const ball = frame?.ball;
        const tired = frame && frame.own.score + frame.opponent.score >= until;
        const offset = aim === "beside" ? 0 : 70 * aim * Math.sin((frame?.rally ?? 0) * 1.7);
        const toBall = ball && !tired ? ball.y + offset - frame.own.y : 0;
        const way = aim === "beside" ? -toBall : toBall;
        press(Math.abs(way) < near ? "" : way > 0 ? "KeyS" : "KeyW");
        requestAnimationFrame(look);
      };
      look();
    },
    [aim, until] as const,
  );
}
