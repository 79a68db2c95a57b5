/** The languages of the game, and which of them somebody reads. Pure. */

/** Each by the name its speakers give it. */
export const LANGUAGES = {
  en: "English",
  de: "Deutsch",
  es: "Español",
  fr: "Français",
  pt: "Português",
  ru: "Русский",
  ja: "日本語",
  zh: "简体中文",
} as const;
export type Language = keyof typeof LANGUAGES;

/**
 * The first of somebody's preferred languages ("pt-BR", "en") that there is, else English. The Chinese
 * here is written in simplified characters: who reads the traditional ones gets it only by choice.
 */
export function chooseLanguage(remembered: string | null, preferred: readonly string[]): Language {
  const tags = preferred.map((tag) => tag.toLowerCase());
  // "zh-TW, zh, en" is what a browser in Taiwan says.
  const traditional = TRADITIONAL.test(tags.find((tag) => tag.startsWith("zh")) ?? "");
  const read = tags.filter((tag) => !(TRADITIONAL.test(tag) || (traditional && tag === "zh")));
  const wanted = [remembered ?? "", ...read];
  const known = wanted.map((tag) => tag.split("-")[0] as string).find(isLanguage);
  return known ?? "en";
}

/** A language as the `lang` of a page says it. */
export const languageTag = (language: Language): string =>
  language === "zh" ? "zh-Hans" : language;

const TRADITIONAL = /^zh-(?!hans)(.+-)?(hant|tw|hk|mo)\b/;

const isLanguage = (tag: string): tag is Language => Object.hasOwn(LANGUAGES, tag);
