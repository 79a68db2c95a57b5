/** The menu of languages. */
import { createChoice } from "./choice.ts";
import { globeIcon } from "./icons.ts";
import { currentLanguage, LANGUAGES, type Language, text, useLanguage } from "./texts.ts";

/** Builds it; `onChange` is called when the page is in the new language, to show it anew. */
export function createLanguageChoice(onChange: (language: Language) => void): HTMLElement {
  return createChoice({
    label: text("language"),
    icon: globeIcon(),
    values: LANGUAGES,
    chosen: currentLanguage(),
    async onChoose(language) {
      await useLanguage(language);
      onChange(language);
    },
  });
}
