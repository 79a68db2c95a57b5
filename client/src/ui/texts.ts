/**
 * Every text that people see. A text is a string with {holes}, or an object of plural forms chosen
 * by the hole {n}. English is in the page, every other language is fetched when it is the one.
 */

import { type Language, languageTag } from "@quickpong/shared/protocol/language.ts";
import { importThroughFreeze } from "../platform/import-through-freeze.ts";
import { isolated } from "../platform/isolated.ts";
import { en } from "./texts/en.ts";
import type { PluralForms } from "./texts/plural-forms.ts";
import type { TextKey } from "./texts/table.ts";

export { chooseLanguage, LANGUAGES, type Language } from "@quickpong/shared/protocol/language.ts";
export type { TextKey } from "./texts/table.ts";

type AnyTable = Readonly<Record<TextKey, string | PluralForms>>;

const LOADERS: Record<Language, () => Promise<AnyTable>> = {
  en: async () => en,
  de: async () => (await import("./texts/de.ts")).de,
  es: async () => (await import("./texts/es.ts")).es,
  fr: async () => (await import("./texts/fr.ts")).fr,
  pt: async () => (await import("./texts/pt.ts")).pt,
  ru: async () => (await import("./texts/ru.ts")).ru,
  ja: async () => (await import("./texts/ja.ts")).ja,
  zh: async () => (await import("./texts/zh.ts")).zh,
};

export type Translate<Key extends string = TextKey> = (
  key: Key,
  holes?: Record<string, string | number>,
) => string;

/** Looks texts up in one language. */
export async function translator(language: Language): Promise<Translate> {
  return lookUp(await importThroughFreeze(LOADERS[language]), language);
}

/** Looks texts up in this table. */
export function lookUp<Key extends string>(
  table: Readonly<Record<Key, string | PluralForms>>,
  language: Language,
): Translate<Key> {
  const rules = new Intl.PluralRules(language);
  return (key, holes = {}) => {
    const entry = table[key];
    const form = typeof entry === "string" ? entry : pluralForm(entry, rules, holes["n"]);
    return form.replace(/\{(\w+)\}/g, (hole, name: string) =>
      standingAlone(String(holes[name] ?? hole)),
    );
  };
}

/** Letters of scripts that go from right to left. */
const LEFTWARD = /[\u0590-\u08ff\ufb1d-\ufefc\ud802\ud803\ud83a\ud83b]/;

/** A name from right to left stays a word of its own: what stands beside it keeps its place. */
export const standingAlone = (word: string): string =>
  LEFTWARD.test(word) ? `\u2068${word}\u2069` : word;

function pluralForm(forms: PluralForms, rules: Intl.PluralRules, n: unknown): string {
  return forms[rules.select(Number(n ?? 0))] ?? forms.other;
}

let language: Language = "en";
let translate = lookUp(en, "en");
const listeners = new Set<() => void>();
const more: ((language: Language) => Promise<void>)[] = [];

/** A text in the page's language. */
export const text: Translate = (key, holes) => translate(key, holes);

/** The language that the page is in now. */
export const currentLanguage = (): Language => language;

/** Calls back whenever the page's language has changed, until what it returns is called. */
export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Has more texts fetched in the page's language, and in every later one before the page changes to it. */
export function alsoTranslate(load: (language: Language) => Promise<void>): Promise<void> {
  more.push(load);
  return load(language);
}

/** Puts the page into a language; a table that can't be fetched leaves it as it is. */
export async function useLanguage(wanted: Language): Promise<void> {
  try {
    const [wantedTable] = await Promise.all([
      translator(wanted),
      ...more.map((load) => load(wanted)),
    ]);
    translate = wantedTable;
    language = wanted;
  } catch {
    return;
  }
  // What Chinese or Japanese characters look like depends on it.
  document.documentElement.lang = languageTag(wanted);
  // Some listen anew while they are called.
  for (const listener of [...listeners]) isolated(listener);
}
