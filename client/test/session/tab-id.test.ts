import { afterEach, beforeEach, expect, test, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

/** A page that has just been loaded. */
const load = () => import("../../src/session/tab-id.ts");

test("a tab keeps its id after a refresh", async () => {
  const kept = new Map<string, string>();
  const sessionStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  };
  vi.stubGlobal("sessionStorage", sessionStorage);
  const id = (await load()).tabId();
  expect(id).toMatch(/^[0-9a-f]{24}$/);
  vi.resetModules();
  expect((await load()).tabId()).toBe(id);
});

test("where storage is forbidden, a page is the same one at every attempt", async () => {
  vi.stubGlobal("sessionStorage", {
    getItem() {
      throw new DOMException("forbidden", "SecurityError");
    },
  });
  const { tabId } = await load();
  expect(tabId()).toBe(tabId());
});
