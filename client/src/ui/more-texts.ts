/** Texts that are fetched with what needs them: of bots, lessons and rules. They follow the page's language. */

import { importThroughFreeze } from "../platform/import-through-freeze.ts";
import { en } from "./texts/more/en.ts";
import type { MoreKey } from "./texts/more/table.ts";
import type { PluralForms } from "./texts/plural-forms.ts";
import { alsoTranslate, type Language, lookUp, type Translate } from "./texts.ts";

export type { MoreKey } from "./texts/more/table.ts";

const LOADERS: Record<Language, () => Promise<Readonly<Record<MoreKey, string | PluralForms>>>> = {
  en: async () => en,
  de: async () => (await import("./texts/more/de.ts")).de,
  es: async () => (await import("./texts/more/es.ts")).es,
  fr: async () => (await import("./texts/more/fr.ts")).fr,
  pt: async () => (await import("./texts/more/pt.ts")).pt,
  ru: async () => (await import("./texts/more/ru.ts")).ru,
  ja: async () => (await import("./texts/more/ja.ts")).ja,
  zh: async () => (await import("./texts/more/zh.ts")).zh,
};

let translate = lookUp<MoreKey>(en, "en");

/** One of these texts in the page's language. */
export const more: Translate<MoreKey> = (key, holes) => translate(key, holes);

/** Looks them up in one language. */
export async function moreTranslator(language: Language): Promise<Translate<MoreKey>> {
  return lookUp(await importThroughFreeze(LOADERS[language]), language);
}

/** A table that can't be fetched leaves these texts English: what they stand on works all the same. */
const ready = alsoTranslate(async (language) => {
  translate = await moreTranslator(language);
});

/** Fetches them in the page's language; from then on they change with it. */
export const loadMoreTexts = (): Promise<void> => ready.catch(() => undefined);
