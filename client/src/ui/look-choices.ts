/** What the page looks and reads like: the choices of theme and language. */
import type { SettingsStore } from "../settings/settings.ts";
import type { ThemeName } from "../theme/themes.ts";
import type { Theming } from "../theme/theming.ts";
import type { Choice } from "./choice.ts";
import { currentLanguage, LANGUAGES, type Language, text, useLanguage } from "./texts.ts";

/** What the choices change. */
export interface LookContext {
  settings: SettingsStore;
  theming: Theming;
}

/** Of languages; whatever is shown hears of the change by `onLanguage`. */
export function languageChoice({ settings }: Pick<LookContext, "settings">): Choice<Language> {
  return {
    label: text("language"),
    values: LANGUAGES,
    chosen: currentLanguage(),
    onChoose(language) {
      settings.change({ language });
      void useLanguage(language);
    },
  };
}

/** Of themes; "auto" is the system's. */
export function themeChoice({ settings, theming }: LookContext): Choice<ThemeName | "auto"> {
  return {
    label: text("theme"),
    values: {
      auto: text("theme_auto"),
      night: text("theme_night"),
      light: text("theme_light"),
      classic: text("theme_classic"),
      contrast: text("theme_contrast"),
    },
    chosen: settings.now.theme ?? "auto",
    onChoose(value) {
      const theme = value === "auto" ? null : value;
      settings.change({ theme });
      theming.use(theme);
    },
  };
}
