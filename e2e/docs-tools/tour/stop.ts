/**
 * A tour through the game: one screen or state after another, for whoever wants to look at all of
 * them (pictures, axe, overflow in every language). Every stop waits until it can be looked at.
 */
import type { Page } from "@playwright/test";

/** What is to be seen now; the tour goes on when the next one is asked for. */
export interface Stop {
  name: string;
  page: Page;
}

export type Tour = AsyncGenerator<Stop, void, undefined>;

/** Goes to an address as the back button would, without loading the page anew. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }, address);
  await shown(page, "section:not(.loading)");
}

/** Waits until something is there and nothing moves in any more. */
export async function shown(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor({ timeout: 30_000 });
  await settled(page);
}

/** Waits until fonts are there and everything that fades or slides in has done so; emotes only pass. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ends = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY)
      .filter((each) => (each as CSSAnimation).animationName !== "emote")
      .map((each) => each.finished.catch(() => {}));
    await Promise.all(ends);
  });
}

/** Puts on a theme as the settings do it; it is drawn when this resolves. */
export async function wear(page: Page, theme: string): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset["theme"] = name;
    window.dispatchEvent(new Event("resize"));
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, theme);
  await settled(page);
}
