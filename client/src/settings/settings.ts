/** What the browser remembers of a person: kept small, and never required. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { asTheme, type ThemeName } from "../theme/themes.ts";
import { inventName } from "./nickname.ts";

const NAME = "quickpong.name";
const MUTED = "quickpong.muted";
const LANGUAGE = "quickpong.language";
const THEME = "quickpong.theme";
const EMOTES = "quickpong.emotes";

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
}

/** Settings that are written through to the browser's storage. */
export function loadSettings(random: () => number = Math.random): Settings {
  let name = cleanName(read(NAME)) || inventName(random);
  let muted = read(MUTED) === "1";
  let emotes = read(EMOTES) !== "0";
  write(NAME, name);
  return {
    get name() {
      return name;
    },
    set name(value) {
      name = cleanName(value) || inventName(random);
      write(NAME, name);
    },
    get muted() {
      return muted;
    },
    set muted(value) {
      muted = value;
      write(MUTED, value ? "1" : "0");
    },
    get language() {
      return read(LANGUAGE);
    },
    set language(value) {
      if (value !== null) write(LANGUAGE, value);
    },
    get theme() {
      return asTheme(read(THEME));
    },
    set theme(value) {
      write(THEME, value ?? "");
    },
    get emotes() {
      return emotes;
    },
    set emotes(value) {
      emotes = value;
      write(EMOTES, value ? "1" : "0");
    },
  };
}

/** Storage may be switched off; then nothing is remembered and everything else works. */
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Not remembered, then.
  }
}
