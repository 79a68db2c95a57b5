/** A browser's storage, in memory. */
import { SettingsStorage } from "../../src/settings/settings-storage.ts";

export function memoryStorage(kept: Record<string, string> = {}): Storage {
  const map = new Map(Object.entries(kept));
  return {
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    get length() {
      return map.size;
    },
  } as Storage;
}

/** Settings in a storage that holds `kept`. */
export function settingsIn(kept: Record<string, string> = {}): SettingsStorage {
  const storage = memoryStorage(kept);
  return new SettingsStorage(() => storage);
}

/** Settings in a browser that keeps nothing. */
export const settingsNowhere = (): SettingsStorage =>
  new SettingsStorage(() => {
    throw new Error("switched off");
  });
