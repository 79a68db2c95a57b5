/** Texts of arenas, cups and rooms for a crowd, fetched with them. They follow the page's language. */
import { importThroughFreeze } from "../platform/import-through-freeze.ts";
import { en } from "./texts/competition/en.ts";
import type { CompetitionKey } from "./texts/competition/table.ts";
import type { PluralForms } from "./texts/plural-forms.ts";
import { alsoTranslate, type Language, lookUp, type Translate } from "./texts.ts";

export type { CompetitionKey } from "./texts/competition/table.ts";

const LOADERS: Record<
  Language,
  () => Promise<Readonly<Record<CompetitionKey, string | PluralForms>>>
> = {
  en: async () => en,
  de: async () => (await import("./texts/competition/de.ts")).de,
  es: async () => (await import("./texts/competition/es.ts")).es,
  fr: async () => (await import("./texts/competition/fr.ts")).fr,
  pt: async () => (await import("./texts/competition/pt.ts")).pt,
  ru: async () => (await import("./texts/competition/ru.ts")).ru,
  ja: async () => (await import("./texts/competition/ja.ts")).ja,
  zh: async () => (await import("./texts/competition/zh.ts")).zh,
};

let translate = lookUp<CompetitionKey>(en, "en");

/** One of these texts in the page's language. */
export const competitionText: Translate<CompetitionKey> = (key, holes) => translate(key, holes);

/** Looks them up in one language. */
export async function competitionTranslator(
  language: Language,
): Promise<Translate<CompetitionKey>> {
  return lookUp(await importThroughFreeze(LOADERS[language]), language);
}

/** A table that can't be fetched leaves these texts English: what they stand on works all the same. */
const ready = alsoTranslate(async (language) => {
  translate = await competitionTranslator(language);
});

/** Fetches them in the page's language; from then on they change with it. */
export const loadCompetitionTexts = (): Promise<void> => ready.catch(() => undefined);
