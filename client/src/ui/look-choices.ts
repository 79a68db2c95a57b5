/** What the page looks and reads like: the choices of theme and language. */
import type { App } from "../app-context.ts";
import type { ThemeName } from "../theme/themes.ts";
import type { Choice } from "./choice.ts";
import { currentLanguage, LANGUAGES, type Language, text, useLanguage } from "./texts.ts";

/** Of languages; whatever is shown hears of the change by `onLanguage`. */
export function languageChoice({ settings }: Pick<App, "settings">): Choice<Language> {
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
export function themeChoice({
  settings,
  theming,
}: Pick<App, "settings" | "theming">): Choice<ThemeName | "auto"> {
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
