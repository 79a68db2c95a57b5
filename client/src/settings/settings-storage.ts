/** What the browser remembers of a person: one JSON text under one key. Kept small, and never required. */

const KEY = "quickpong.settings";

/** Keys of before, each with what it says of the settings. They are taken over when they are seen. */
const EARLIER: Readonly<Record<string, (text: string) => unknown>> = {
  "quickpong.name": (name) => ({ name }),
  "quickpong.muted": (text) => ({ muted: text === "1" }),
  "quickpong.language": (language) => ({ language }),
  "quickpong.theme": (theme) => ({ theme }),
  "quickpong.emotes": (text) => ({ emotes: text !== "0" }),
  "quickpong.preferences": JSON.parse,
  "quickpong.beaten": (text) => ({ beaten: text.split(",") }),
  "quickpong.lessons": (text) => ({ lessons: text === "1" }),
  "quickpong.rules": (text) => ({ rules: JSON.parse(text) }),
};

/** What is kept, by name. Anything may have been written there: a reader checks it. */
export type KeptSettings = Readonly<Record<string, unknown>>;

export class SettingsStorage {
  private readonly storage: () => Storage;

  constructor(storage: () => Storage = () => localStorage) {
    this.storage = storage;
  }

  /** Everything that is kept. Storage may be switched off; then nothing is, and everything else works. */
  read(): KeptSettings {
    try {
      const earlier = this.takeEarlier();
      if (earlier !== null) this.write(earlier);
      return this.parse(this.storage().getItem(KEY) ?? "{}");
    } catch {
      return {};
    }
  }

  /** Keeps `part` beside what another tab may have kept meanwhile. */
  write(part: object): void {
    try {
      const kept = this.parse(this.storage().getItem(KEY) ?? "{}");
      this.storage().setItem(KEY, JSON.stringify({ ...kept, ...part }));
    } catch {
      // Not remembered, then.
    }
  }

  private takeEarlier(): object | null {
    let taken: object | null = null;
    for (const [key, read] of Object.entries(EARLIER)) {
      const text = this.storage().getItem(key);
      if (text === null) continue;
      taken = Object.assign(
        taken ?? {},
        tolerant(() => read(text)),
      );
      this.storage().removeItem(key);
    }
    return taken;
  }

  private parse(text: string): KeptSettings {
    return tolerant(() => JSON.parse(text));
  }
}

/** What `read` returns if it is an object; else, and when it throws, nothing. */
function tolerant(read: () => unknown): KeptSettings {
  try {
    const value = read();
    return typeof value === "object" ? { ...value } : {};
  } catch {
    return {};
  }
}

/** The browser's own. */
export const browserSettings = new SettingsStorage();
