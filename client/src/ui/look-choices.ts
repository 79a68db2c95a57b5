/** What the page looks and reads like: the choices of theme and language. */
import type { Settings } from "../settings/settings.ts";
import type { ThemeName } from "../theme/themes.ts";
import type { Theming } from "../theme/theming.ts";
import type { Choice } from "./choice.ts";
import { currentLanguage, LANGUAGES, type Language, text, useLanguage } from "./texts.ts";

/** What the choices change. */
export interface LookContext {
  settings: Settings;
  theming: Theming;
}

/** Of languages; whatever is shown hears of the change by `onLanguage`. */
export function languageChoice({ settings }: Pick<LookContext, "settings">): Choice<Language> {
  return {
    label: text("language"),
    values: LANGUAGES,
    chosen: currentLanguage(),
    onChoose(language) {
      settings.language = language;
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
    chosen: settings.theme ?? "auto",
    onChoose(value) {
      settings.theme = value === "auto" ? null : value;
      theming.use(settings.theme);
    },
  };
}
