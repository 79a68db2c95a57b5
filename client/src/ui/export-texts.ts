/** Texts for making a file of a replay, fetched with it. They follow the page's language. */
import { importThroughFreeze } from "../platform/import-through-freeze.ts";
import { en } from "./texts/export/en.ts";
import type { ExportKey } from "./texts/export/table.ts";
import type { PluralForms } from "./texts/plural-forms.ts";
import { alsoTranslate, type Language, lookUp, type Translate } from "./texts.ts";

export type { ExportKey } from "./texts/export/table.ts";

const LOADERS: Record<Language, () => Promise<Readonly<Record<ExportKey, string | PluralForms>>>> =
  {
    en: async () => en,
    de: async () => (await import("./texts/export/de.ts")).de,
    es: async () => (await import("./texts/export/es.ts")).es,
    fr: async () => (await import("./texts/export/fr.ts")).fr,
    pt: async () => (await import("./texts/export/pt.ts")).pt,
    ru: async () => (await import("./texts/export/ru.ts")).ru,
    ja: async () => (await import("./texts/export/ja.ts")).ja,
    zh: async () => (await import("./texts/export/zh.ts")).zh,
  };

let translate = lookUp<ExportKey>(en, "en");

/** One of these texts in the page's language. */
export const exportText: Translate<ExportKey> = (key, holes) => translate(key, holes);

/** Looks them up in one language. */
export async function exportTranslator(language: Language): Promise<Translate<ExportKey>> {
  return lookUp(await importThroughFreeze(LOADERS[language]), language);
}

/** A table that can't be fetched leaves these texts English: what they stand on works all the same. */
const ready = alsoTranslate(async (language) => {
  translate = await exportTranslator(language);
});

/** Fetches them in the page's language; from then on they change with it. */
export const loadExportTexts = (): Promise<void> => ready.catch(() => undefined);
