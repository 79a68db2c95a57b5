import { expect, test } from "vitest";
import { en as competitionEn } from "../../src/ui/texts/competition/en.ts";
import { en } from "../../src/ui/texts/en.ts";
import { en as exportEn } from "../../src/ui/texts/export/en.ts";
import { en as moreEn } from "../../src/ui/texts/more/en.ts";
import { en as playerEn } from "../../src/ui/texts/player/en.ts";
import { chooseLanguage, LANGUAGES, type Language, text, translator } from "../../src/ui/texts.ts";

const languages = Object.keys(LANGUAGES) as Language[];
const holesOf = (form: string) => [...form.matchAll(/\{\w+\}/g)].map(String).sort();

test("holes are filled", () => {
  expect(text("rematchOffered", { name: "Ada" })).toBe("Ada wants a rematch");
});

test("plural forms follow the number", () => {
  expect(text("online", { n: 1 })).toBe("1 player online");
  expect(text("online", { n: 2 })).toBe("2 players online");
  expect(text("online", { n: 0 })).toBe("0 players online");
});

test("plural forms follow the language", async () => {
  const russian = await translator("ru");
  const online = [1, 3, 5, 21, 112].map((n) => russian("online", { n }));
  expect(online).toEqual([
    "1 игрок в сети",
    "3 игрока в сети",
    "5 игроков в сети",
    "21 игрок в сети",
    "112 игроков в сети",
  ]);
  expect((await translator("ja"))("online", { n: 1 })).toBe("1 人がオンライン");
});

test("a name is taken as it is, holes and all", () => {
  expect(text("opponentLeft", { name: "{name} $&" })).toBe("{name} $& has left");
});

const ways = languages.flatMap((language) => [
  [
    language,
    "all pages",
    en,
    (): Promise<unknown> => import(`../../src/ui/texts/${language}.ts`),
  ] as const,
  [language, "some", moreEn, () => import(`../../src/ui/texts/more/${language}.ts`)] as const,
  [language, "files", exportEn, () => import(`../../src/ui/texts/export/${language}.ts`)] as const,
  [
    language,
    "competitions",
    competitionEn,
    () => import(`../../src/ui/texts/competition/${language}.ts`),
  ] as const,
  [
    language,
    "players",
    playerEn,
    () => import(`../../src/ui/texts/player/${language}.ts`),
  ] as const,
]);
test.each(ways)(
  "%s has every plural form and every hole in texts of %s",
  async (language, _of, all, load) => {
    const module = (await load()) as Record<string, Record<string, unknown>>;
    const table = module[language] as Record<string, unknown>;
    const rules = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, english] of Object.entries<unknown>(all)) {
      const entry = table[key];
      if (typeof entry === "string") {
        expect(entry, key).not.toBe("");
        expect(holesOf(entry), key).toEqual(holesOf(english as string));
        continue;
      }
      expect(Object.keys(entry as object).sort(), key).toEqual([...rules].sort());
      const allowed = holesOf((english as { other: string }).other);
      // "Only you" needs no number.
      for (const form of Object.values(entry as object)) {
        expect(allowed, key).toEqual(expect.arrayContaining(holesOf(form)));
      }
    }
  },
);

test("the language is the chosen one, else the first known one of the browser", () => {
  expect(chooseLanguage(null, ["pt-BR", "en"])).toBe("pt");
  expect(chooseLanguage(null, ["eo", "zh-CN"])).toBe("zh");
  expect(chooseLanguage("ja", ["de"])).toBe("ja");
  expect(chooseLanguage("klingon", ["de-AT"])).toBe("de");
  expect(chooseLanguage(null, ["constructor"])).toBe("en");
});

test.each([
  [["zh-TW", "zh", "en-US", "en"], "en"],
  [["zh-HK", "zh", "ja"], "ja"],
  [["zh-Hant-CN", "zh"], "en"],
  [["zh-MO"], "en"],
  [["yue-Hant", "zh-Hant", "fr"], "fr"],
  [["zh-TW", "zh-CN"], "zh"],
  [["zh-Hans-TW"], "zh"],
  [["zh-Hans", "zh-TW"], "zh"],
  [["zh"], "zh"],
  [["zh-SG"], "zh"],
] as const)(
  "%j is answered in %s: nobody who reads traditional characters gets simplified ones",
  (preferred, language) => {
    expect(chooseLanguage(null, preferred)).toBe(language);
    expect(chooseLanguage("zh", preferred)).toBe("zh");
  },
);

test("a name from right to left leaves the words beside it where they are", () => {
  expect(text("rematchOffered", { name: "דוד" })).toBe("\u2068דוד\u2069 wants a rematch");
  expect(text("watchMatch", { left: "محمد", right: "Ada" })).toBe(
    "Watch \u2068محمد\u2069 against Ada",
  );
});
