import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { AppContext } from "../../src/app-context.ts";
import { SheetPlace } from "../../src/pages/sheet-place.ts";

let note: unknown;
const app = {
  keepNote: (now: unknown) => {
    note = now;
  },
  readNote: () => note,
} as AppContext;

/** A page's scrolling part. */
class FakeScroller extends EventTarget {
  scrollTop = 0;
  scrollTo(top: number) {
    this.scrollTop = top;
    this.dispatchEvent(new Event("scroll"));
  }
}
const scroller = () => new FakeScroller() as unknown as HTMLElement & FakeScroller;

beforeEach(() => {
  note = undefined;
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page that is come back to is as long as it was, and scrolled as far", () => {
  const first = new SheetPlace(app);
  expect(first.found).toEqual({ pages: 1, scrolled: 0 });
  first.addPage();
  const main = scroller();
  first.follow(main);
  first.addPage();
  main.scrollTo(700);
  vi.advanceTimersByTime(300);
  first.stop();
  expect(note).toEqual({ pages: 2, scrolled: 700 });

  const again = new SheetPlace(app);
  const other = scroller();
  // Its pages come one by one, and are no news.
  again.addPage();
  vi.advanceTimersByTime(300);
  again.addPage();
  again.follow(other);
  expect(other.scrollTop).toBe(700);
  vi.advanceTimersByTime(300);
  expect(note).toEqual({ pages: 2, scrolled: 700 });
});

test("a page that was left writes into no other page's entry", () => {
  const place = new SheetPlace(app);
  const main = scroller();
  place.follow(main);
  main.scrollTo(50);
  place.stop();
  main.scrollTo(90);
  vi.advanceTimersByTime(1000);
  expect(note).toBeUndefined();
});
