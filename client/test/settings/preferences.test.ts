import { expect, test } from "vitest";
import { DEFAULT_KEYS } from "../../src/settings/key-map.ts";
import { loadPreferences } from "../../src/settings/preferences.ts";

/** A browser's storage with `kept` in it. */
function storageWith(kept: string | null) {
  let value = kept;
  const storage = {
    getItem: () => value,
    setItem: (_: string, next: string) => {
      value = next;
    },
  } as unknown as Storage;
  return () => storage;
}

test("what was chosen is there again", () => {
  const storage = storageWith(null);
  loadPreferences(storage).change({ volume: 0.35, byEar: true, effects: "plain" });
  const { volume, byEar, effects, keys } = loadPreferences(storage).now;
  expect([volume, byEar, effects, keys]).toEqual([0.35, true, "plain", DEFAULT_KEYS]);
});

test("whatever the storage holds, one can play", () => {
  const usual = loadPreferences(storageWith(null)).now;
  for (const kept of ["", "null", "7", "[]", '{"volume":9,"byEar":1,"effects":{},"keys":"W"}']) {
    expect(loadPreferences(storageWith(kept)).now).toEqual(usual);
  }
  const refused = () => {
    throw new Error("storage is off");
  };
  const preferences = loadPreferences(refused);
  preferences.change({ volume: 0.1 });
  expect(preferences.now.volume).toBe(0.1);
});

test("who watches hears of it now and on every change, until they do not want to any more", () => {
  const preferences = loadPreferences(storageWith(null));
  const heard: number[] = [];
  const forget = preferences.watch(({ volume }) => heard.push(volume));
  preferences.change({ volume: 0.5 });
  forget();
  preferences.change({ volume: 0.6 });
  expect(heard).toEqual([0.8, 0.5]);
});
