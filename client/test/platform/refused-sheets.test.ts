import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { lazyModule, watchSheets } from "../../src/platform/lazy-module.ts";

/** A link as far as it matters here: one that takes another's place is fetched, unless it is nowhere. */
class Link {
  rel = "stylesheet";
  isConnected = true;
  onload: (() => void) | null = null;
  readonly asked: Link[] = [];
  cloneNode(): Link {
    return new Link();
  }
  replaceWith(other: Link): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    this.asked.push(other);
    queueMicrotask(() => other.onload?.());
  }
}

let failed: (event: { target: Link }) => void;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("HTMLLinkElement", Link);
  vi.stubGlobal("document", {
    addEventListener: (_: string, listen: typeof failed) => {
      failed = listen;
    },
    querySelector: () => ({ getAttribute: () => "/assets/first.js" }),
  });
  vi.stubGlobal("fetch", async () => new Response('<script src="/assets/first.js">'));
  watchSheets();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A part of the page that is refused once. */
async function loadRefusedOnce(): Promise<string> {
  let tries = 0;
  const load = lazyModule(async () => {
    if (++tries === 1) throw new Error("refused");
    return "here";
  });
  const loaded = load();
  await vi.advanceTimersByTimeAsync(2000);
  return Promise.race([loaded, Promise.resolve("hangs")]);
}

test("a part of the page that was refused comes with its style sheet, which is asked for again", async () => {
  const link = new Link();
  failed({ target: link });
  expect(await loadRefusedOnce()).toBe("here");
  expect(link.asked.length).toBe(1);
});

test("a style sheet that failed and is gone keeps no part of the page from coming", async () => {
  const link = new Link();
  failed({ target: link });
  link.isConnected = false;
  expect(await loadRefusedOnce()).toBe("here");
  expect(link.asked.length).toBe(0);
});
