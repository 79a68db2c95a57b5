/** How somebody likes to play: controls, sound, picture. Remembered by the browser, never required. */
import { isolated } from "../platform/isolated.ts";
import { DEFAULT_KEYS, type KeyMap, readKeyMap } from "./key-map.ts";

export interface Preferences {
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

export interface PreferenceStore {
  readonly now: Preferences;
  change(part: Partial<Preferences>): void;
  /** Calls back now and on every change, until the function that it returns is called. */
  watch(listener: (now: Preferences) => void): () => void;
}

const KEY = "quickpong.preferences";
const DEFAULTS: Preferences = {
  volume: 0.8,
  byEar: false,
  effects: "auto",
  calm: false,
  vibration: true,
  keys: DEFAULT_KEYS,
};

/** What was chosen before, or what suits most. */
export function loadPreferences(storage: () => Storage = () => localStorage): PreferenceStore {
  let now = read(storage);
  const listeners = new Set<(now: Preferences) => void>();
  return {
    get now() {
      return now;
    },
    change(part) {
      now = { ...now, ...part };
      write(storage, now);
      for (const listener of listeners) isolated(listener, now);
    },
    watch(listener) {
      listeners.add(listener);
      isolated(listener, now);
      return () => listeners.delete(listener);
    },
  };
}

/** Takes what makes sense of what is stored: it may be old, or somebody's own. */
function read(storage: () => Storage): Preferences {
  let kept: Partial<Record<keyof Preferences, unknown>>;
  try {
    kept = Object(JSON.parse(storage().getItem(KEY) ?? "{}"));
  } catch {
    return DEFAULTS;
  }
  const flag = (key: "byEar" | "calm" | "vibration") =>
    typeof kept[key] === "boolean" ? kept[key] : DEFAULTS[key];
  const { volume } = kept;
  const loud = typeof volume === "number" && volume >= 0 && volume <= 1;
  return {
    volume: loud ? volume : DEFAULTS.volume,
    byEar: flag("byEar"),
    effects: kept.effects === "plain" || kept.effects === "full" ? kept.effects : DEFAULTS.effects,
    calm: flag("calm"),
    vibration: flag("vibration"),
    keys: readKeyMap(kept.keys),
  };
}

function write(storage: () => Storage, preferences: Preferences): void {
  try {
    storage().setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Not remembered, then.
  }
}
