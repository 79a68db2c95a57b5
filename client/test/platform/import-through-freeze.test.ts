import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { importThroughFreeze } from "../../src/platform/import-through-freeze.ts";

beforeEach(() => vi.stubGlobal("window", new EventTarget()));
afterEach(() => vi.unstubAllGlobals());

const show = (persisted: boolean) =>
  window.dispatchEvent(Object.assign(new Event("pageshow"), { persisted }));

test("an import that was under way when the page was left is asked for again when it comes back", async () => {
  const load = vi.fn<() => Promise<string>>(() => new Promise(() => undefined));
  const loaded = importThroughFreeze(load);
  show(false);
  expect(load).toHaveBeenCalledTimes(1);
  load.mockResolvedValueOnce("the module");
  show(true);
  expect(await loaded).toBe("the module");
  expect(load).toHaveBeenCalledTimes(2);
});

test("an import that has settled is not asked for again, whether it came or failed", async () => {
  const load = vi.fn<() => Promise<string>>().mockResolvedValueOnce("the module");
  expect(await importThroughFreeze(load)).toBe("the module");
  load.mockRejectedValueOnce(new Error("not there"));
  await expect(importThroughFreeze(load)).rejects.toThrow("not there");
  show(true);
  expect(load).toHaveBeenCalledTimes(2);
});
