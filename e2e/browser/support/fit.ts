/** Whether everything that can be read or pressed has its place on the screen. */
import type { Page } from "@playwright/test";
import { longestIn } from "./longest.ts";

/**
 * Texts that are cut off or stick out of the window, and things that lie on each other, with every figure
 * as long as it can be. The page gets back what it says before it draws the next frame.
 */
export async function misfits(page: Page, { except = ".none" } = {}): Promise<string[]> {
  const longest = await longestIn((await page.locator("html").getAttribute("lang")) ?? "en");
  return page.evaluate(
    ([except, longest]) => {
      const said: (() => void)[] = [];
      for (const [selector, words] of Object.entries(longest)) {
        for (const each of document.querySelectorAll(selector)) {
          const before = each.textContent;
          said.push(() => {
            each.textContent = before;
          });
          each.textContent = words;
        }
      }
      const named = (element: Element) => `${element.tagName} "${element.textContent?.trim()}"`;
      const seen = (selector: string) =>
        [...document.querySelectorAll(selector)].filter(
          (each) =>
            each.checkVisibility({ visibilityProperty: true }) &&
            !each.closest(`.unseen, [aria-hidden=true]:not(.wordmark > *), ${except}`),
        );
      // Long names end in dots, which is how they fit.
      const shortens = (element: Element) => getComputedStyle(element).textOverflow === "ellipsis";
      const sticksOut = (element: Element) => {
        const { left, right, top, width } = element.getBoundingClientRect();
        const cut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
        // Pages scroll, the strip above the court does not.
        const above = top < -1 && element.closest(".hud") !== null;
        return (
          width > 1 && (above || left < -1 || right > innerWidth + 1 || (cut && !shortens(element)))
        );
      };
      /** Of what can be pressed all of it, of a text its letters. */
      const placeOf = (element: Element) => {
        const whole = "button, a, label";
        if (element.matches(whole) || shortens(element)) return element.getBoundingClientRect();
        const letters = document.createRange();
        letters.selectNodeContents(element);
        return letters.getBoundingClientRect();
      };
      const overlap = (a: Element, b: Element) => {
        if (a.contains(b) || b.contains(a)) return false;
        const [one, two] = [placeOf(a), placeOf(b)];
        const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left);
        const high = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
        return wide > 2 && high > 2;
      };
      const texts = seen(
        ":is(main, .hud, .panel) :is(h1, h2, p, button, label, strong, span, legend)",
      );
      const problems = texts.filter(sticksOut).map((each) => `sticks out: ${named(each)}`);
      const readable =
        ":is(h1:not(.wordmark), .wordmark > *, h2, p, button, a, label, legend, .name, .rtt)";
      // The strip and the page share the window; what is opened over them may lie on them.
      const page = seen(`:is(main, .hud) ${readable}`).filter((each) => !each.closest(".choices"));
      // A panel's head stays while the rest scrolls under it.
      const panel = seen(`.panel ${readable}`).filter((each) => !each.closest(".head"));
      const head = seen(`.panel .head ${readable}`);
      for (const parts of [page, panel, head, seen(`.choices ${readable}`)]) {
        parts.forEach((a, i) => {
          for (const b of parts.slice(i + 1)) {
            if (overlap(a, b)) problems.push(`on each other: ${named(a)}, ${named(b)}`);
          }
        });
      }
      // The last first: some were written over twice.
      for (const sayAgain of said.reverse()) sayAgain();
      return problems;
    },
    [except, longest] as const,
  );
}

/** Buttons, links and fields that can't be brought into view, or that something lies on. */
export function outOfReach(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const layer = document.querySelector(".panel[role=dialog]") ?? document.querySelector("main");
    const all = layer?.querySelectorAll<HTMLElement>("button, a, input, select") ?? [];
    const reachable = (element: HTMLElement) => {
      element.scrollIntoView({ block: "nearest", inline: "nearest" });
      const { left, top, width, height } = element.getBoundingClientRect();
      const there = document.elementFromPoint(left + width / 2, top + height / 2);
      return there !== null && (element.contains(there) || there.contains(element));
    };
    return [...all]
      .filter((each) => each.checkVisibility() && !reachable(each))
      .map((each) => `${each.tagName} "${each.textContent?.trim()}"`);
  });
}
