/** Texts of players' pages and of privacy, fetched with them. They follow the page's language. */
import { importThroughFreeze } from "../platform/import-through-freeze.ts";
import { en } from "./texts/player/en.ts";
import type { PlayerKey } from "./texts/player/table.ts";
import type { PluralForms } from "./texts/plural-forms.ts";
import { alsoTranslate, type Language, lookUp, type Translate } from "./texts.ts";

export type { PlayerKey } from "./texts/player/table.ts";

const LOADERS: Record<Language, () => Promise<Readonly<Record<PlayerKey, string | PluralForms>>>> =
  {
    en: async () => en,
    de: async () => (await import("./texts/player/de.ts")).de,
    es: async () => (await import("./texts/player/es.ts")).es,
    fr: async () => (await import("./texts/player/fr.ts")).fr,
    pt: async () => (await import("./texts/player/pt.ts")).pt,
    ru: async () => (await import("./texts/player/ru.ts")).ru,
    ja: async () => (await import("./texts/player/ja.ts")).ja,
    zh: async () => (await import("./texts/player/zh.ts")).zh,
  };

let translate = lookUp<PlayerKey>(en, "en");

/** One of these texts in the page's language. */
export const playerText: Translate<PlayerKey> = (key, holes) => translate(key, holes);

/** Looks them up in one language. */
export async function playerTranslator(language: Language): Promise<Translate<PlayerKey>> {
  return lookUp(await importThroughFreeze(LOADERS[language]), language);
}

/** A table that can't be fetched leaves these texts English: what they stand on works all the same. */
const ready = alsoTranslate(async (language) => {
  translate = await playerTranslator(language);
});

/** Fetches them in the page's language; from then on they change with it. */
export const loadPlayerTexts = (): Promise<void> => ready.catch(() => undefined);
