import { COMPETITION_KEY } from "@quickpong/shared/protocol/competition-messages.ts";
import { afterEach, expect, test, vi } from "vitest";
import { competitionKey, hostOf, keepHost } from "../../src/session/competition-storage.ts";
import { memoryStorage } from "../support/memory-storage.ts";

afterEach(() => vi.unstubAllGlobals());

test("a browser makes a key that the server takes, and keeps it", () => {
  vi.stubGlobal("localStorage", memoryStorage());
  const key = competitionKey();
  expect(key).toMatch(COMPETITION_KEY);
  expect(competitionKey()).toBe(key);
  localStorage.setItem("quickpong.entrant", "broken");
  expect(competitionKey()).toMatch(COMPETITION_KEY);
});

test("hosts' secrets are kept, the newest ones; anything else that was written there is none", () => {
  vi.stubGlobal("localStorage", memoryStorage());
  expect(hostOf("KFRTBN")).toBeUndefined();
  for (let n = 0; n < 13; n++) keepHost(`CODE${n}`, `secret ${n}`);
  keepHost("CODE12", "another");
  expect([hostOf("CODE0"), hostOf("CODE1"), hostOf("CODE12")]).toEqual([
    ...[undefined, "secret 1", "another"],
  ]);
  for (const written of ["{", "7", '[["KFRTBN", 7], 3]']) {
    localStorage.setItem("quickpong.hosted", written);
    expect(hostOf("KFRTBN")).toBeUndefined();
  }
});

test("where nothing can be kept, one is known until the page is left", () => {
  vi.stubGlobal("localStorage", undefined);
  keepHost("KFRTBN", "secret");
  expect(hostOf("KFRTBN")).toBeUndefined();
  expect(competitionKey()).toBe(competitionKey());
});
