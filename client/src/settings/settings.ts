/** How somebody likes to play: name, look, controls, sound, picture. One store with a value for every key. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { isolated } from "../platform/isolated.ts";
import { asTheme, type ThemeName } from "../theme/themes.ts";
import { type KeyMap, readKeyMap } from "./key-map.ts";
import { inventName } from "./nickname.ts";
import { browserSettings, type SettingsStorage } from "./settings-storage.ts";

export interface Settings {
  /** The nickname; made up on the first visit. */
  name: string;
  muted: boolean;
  /** The language that was chosen; null leaves it to the browser. */
  language: string | null;
  /** The theme that was chosen; null follows the system. */
  theme: ThemeName | null;
  /** Whether others' emotes are shown. */
  emotes: boolean;
  /** 0 to 1. */
  volume: number;
  /** Turn ball and paddle into sound. */
  byEar: boolean;
  /** "auto" takes effects back when frames are missed. */
  effects: "auto" | "full" | "plain";
  /** Less motion than the system asks for. */
  calm: boolean;
  /** Phones shake a little when the ball is hit. */
  vibration: boolean;
  keys: KeyMap;
}

const flag =
  (usual: boolean) =>
  (kept: unknown): boolean =>
    typeof kept === "boolean" ? kept : usual;

/** How each is read from what is kept, which may be old or anything; what makes no sense is the usual. */
const READERS: { readonly [Key in keyof Settings]: (kept: unknown) => Settings[Key] } = {
  name: (kept) => (typeof kept === "string" ? cleanName(kept) : ""),
  muted: flag(false),
  language: (kept) => (typeof kept === "string" ? kept : null),
  theme: (kept) => (typeof kept === "string" ? asTheme(kept) : null),
  emotes: flag(true),
  volume: (kept) => (typeof kept === "number" && kept >= 0 && kept <= 1 ? kept : 0.8),
  byEar: flag(false),
  effects: (kept) => (kept === "plain" || kept === "full" ? kept : "auto"),
  calm: flag(false),
  vibration: flag(true),
  keys: readKeyMap,
};

export class SettingsStore {
  private current: Settings;
  private readonly storage: SettingsStorage;
  private readonly random: () => number;
  private readonly listeners = new Set<(now: Settings) => void>();

  /** What was chosen before, or what suits most; `random` gives numbers in [0, 1) for a name. */
  constructor(storage: SettingsStorage = browserSettings, random: () => number = Math.random) {
    this.storage = storage;
    this.random = random;
    const kept = storage.read();
    const values = Object.entries(READERS).map(([key, read]) => [key, read(kept[key])] as const);
    const current: unknown = Object.fromEntries(values);
    this.current = current as Settings;
    this.change({ name: this.current.name });
  }

  get now(): Settings {
    return this.current;
  }

  /** Changes some, and keeps them. A name is cleaned; an empty one is made up. */
  change(part: Partial<Settings>): void {
    const clean = { ...part };
    if (part.name !== undefined) clean.name = cleanName(part.name) || inventName(this.random);
    this.current = { ...this.current, ...clean };
    this.storage.write(clean);
    for (const listener of this.listeners) isolated(listener, this.current);
  }

  /** Calls back now and on every change, until the function that it returns is called. */
  watch(listener: (now: Settings) => void): () => void {
    this.listeners.add(listener);
    isolated(listener, this.current);
    return () => this.listeners.delete(listener);
  }
}
