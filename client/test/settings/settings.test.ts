/** The one store of settings, and what it takes over from earlier versions. */
import { expect, test } from "vitest";
import { DEFAULT_KEYS } from "../../src/settings/key-map.ts";
import { beatenBots, knowsLessons } from "../../src/settings/progress.ts";
import { loadRulesChoice } from "../../src/settings/rules-choice.ts";
import { type Settings, SettingsStore } from "../../src/settings/settings.ts";
import { SettingsStorage } from "../../src/settings/settings-storage.ts";
import { memoryStorage, settingsIn, settingsNowhere } from "../support/memory-storage.ts";

const half = () => 0.5;

test("what was chosen is there again", () => {
  const storage = settingsIn();
  const chosen: Settings = {
    name: "Ann",
    muted: true,
    language: "de",
    theme: "light",
    emotes: false,
    volume: 0.35,
    byEar: true,
    effects: "plain",
    calm: true,
    vibration: false,
    keys: { up: ["KeyA", ""], down: ["KeyB", ""] },
  };
  new SettingsStore(storage).change(chosen);
  expect(new SettingsStore(storage).now).toEqual(chosen);
});

test("whatever the storage holds, one can play", () => {
  const usual = new SettingsStore(settingsIn(), half).now;
  expect(usual.name).not.toBe("");
  const nonsense = '{"name":7,"volume":9,"byEar":1,"effects":{},"keys":"W","theme":"toString"}';
  for (const kept of ["", "null", "7", '"text"', "[]", "{", nonsense]) {
    const store = new SettingsStore(settingsIn({ "quickpong.settings": kept }), half);
    expect(store.now, kept).toEqual(usual);
  }
  const settings = new SettingsStore(settingsNowhere(), half);
  settings.change({ volume: 0.1 });
  expect(settings.now).toEqual({ ...usual, volume: 0.1 });
});

test("a name is cleaned, and an empty one made up and kept", () => {
  const storage = settingsIn();
  const settings = new SettingsStore(storage, half);
  const made = settings.now.name;
  expect(new SettingsStore(storage, () => 0).now.name).toBe(made);
  settings.change({ name: "  Ann\u202e " });
  expect(settings.now.name).toBe("Ann");
  settings.change({ name: " " });
  expect(settings.now.name).toBe(made);
});

test("two tabs keep what the other one has kept", () => {
  const storage = settingsIn();
  const [one, other] = [new SettingsStore(storage), new SettingsStore(storage)];
  one.change({ volume: 0.2 });
  other.change({ calm: true });
  const { volume, calm } = new SettingsStore(storage).now;
  expect([volume, calm]).toEqual([0.2, true]);
});

test("a watcher hears of it now and on every change, until it does not want to any more", () => {
  const settings = new SettingsStore(settingsIn());
  const heard: number[] = [];
  const forget = settings.watch(({ volume }) => heard.push(volume));
  settings.change({ volume: 0.5 });
  forget();
  settings.change({ volume: 0.6 });
  expect(heard).toEqual([0.8, 0.5]);
});

test("keys of earlier versions are taken over once, and broken ones cost nothing", () => {
  const browser = memoryStorage({
    "quickpong.name": "Ann",
    "quickpong.muted": "1",
    "quickpong.language": "fr",
    "quickpong.theme": "classic",
    "quickpong.emotes": "0",
    "quickpong.preferences": '{"volume":0.4,"byEar":true,"effects":"full"}',
    "quickpong.beaten": "pip,wizard,mo",
    "quickpong.lessons": "1",
    "quickpong.rules": "{",
    "quickpong.seat": "not a setting",
  });
  const storage = new SettingsStorage(() => browser);
  const { now } = new SettingsStore(storage);
  expect(now).toMatchObject({ name: "Ann", muted: true, language: "fr", theme: "classic" });
  expect(now).toMatchObject({ emotes: false, volume: 0.4, byEar: true, effects: "full" });
  expect(now.keys).toEqual(DEFAULT_KEYS);
  expect([...beatenBots(storage)]).toEqual(["pip", "mo"]);
  expect(knowsLessons(storage)).toBe(true);
  expect(loadRulesChoice(storage)).toEqual(loadRulesChoice(settingsIn()));
  expect([browser.length, browser.getItem("quickpong.seat")]).toEqual([2, "not a setting"]);
  new SettingsStore(storage).change({ name: "Bob" });
  expect(new SettingsStore(storage).now.name).toBe("Bob");
});
