/** Texts of replays, fetched with them. They follow the page's language. */
import { importThroughFreeze } from "../platform/import-through-freeze.ts";
import { en } from "./texts/replay/en.ts";
import type { ReplayKey } from "./texts/replay/table.ts";
import { alsoTranslate, type Language, lookUp, type Translate } from "./texts.ts";

export type { ReplayKey } from "./texts/replay/table.ts";

const LOADERS: Record<Language, () => Promise<Readonly<Record<ReplayKey, string>>>> = {
  en: async () => en,
  de: async () => (await import("./texts/replay/de.ts")).de,
  es: async () => (await import("./texts/replay/es.ts")).es,
  fr: async () => (await import("./texts/replay/fr.ts")).fr,
  pt: async () => (await import("./texts/replay/pt.ts")).pt,
  ru: async () => (await import("./texts/replay/ru.ts")).ru,
  ja: async () => (await import("./texts/replay/ja.ts")).ja,
  zh: async () => (await import("./texts/replay/zh.ts")).zh,
};

let translate = lookUp<ReplayKey>(en, "en");

/** One of these texts in the page's language. */
export const replayText: Translate<ReplayKey> = (key, holes) => translate(key, holes);

/** Looks them up in one language. */
export async function replayTranslator(language: Language): Promise<Translate<ReplayKey>> {
  return lookUp(await importThroughFreeze(LOADERS[language]), language);
}

/** A table that can't be fetched leaves these texts English: what they stand on works all the same. */
const ready = alsoTranslate(async (language) => {
  translate = await replayTranslator(language);
});

/** Fetches them in the page's language; from then on they change with it. */
export const loadReplayTexts = (): Promise<void> => ready.catch(() => undefined);
