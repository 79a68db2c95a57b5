/** Names as others see them: clean, and not rude in any of the page's languages. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { isRudeInEnglish } from "./rude-english.ts";
import { RUDE, RUDE_ACCENTED } from "./rude-words.ts";

/** The name as it may be shown; `fallback` for none and for a rude one. */
export function shownName(raw: unknown, fallback: string): string {
  const name = cleanName(raw);
  return name === "" || isRude(name) ? fallback : name;
}

/** Whether a cleaned name is rude, spelled with gaps or signs between its letters as well. */
export function isRude(name: string): boolean {
  // Wide and fancy letters are the plain ones here.
  const plain = name.normalize("NFKC");
  const letters = plain.replace(/[^\p{L}\p{M}\p{N}]/gu, "");
  return [...new Set([name, plain, letters])].some(
    (spelling) => isRudeInEnglish(spelling) || isOnOurList(spelling),
  );
}

function isOnOurList(spelling: string): boolean {
  // "LaPuta" is two words.
  const words = spelling.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, " ").toLowerCase();
  const plain = withoutAccents(words);
  return (
    RUDE_ACCENTED.test(words) ||
    foldings(plain).some((folded) => RUDE.test(folded)) ||
    // A name with capitals in the middle may mean one word: "PuTa".
    (words.length !== spelling.length && RUDE.test(withoutAccents(spelling.toLowerCase())))
  );
}

/** The name as it is, and with letters in place of digits or of letters of the other alphabet. */
function foldings(plain: string): string[] {
  const latin = /[a-z]/.test(plain);
  const cyrillic = /[а-я]/.test(plain);
  const folded = [plain];
  if (latin && /\d/.test(plain)) folded.push(plain.replace(WORD, digitsAsLetters));
  if (latin && cyrillic) folded.push(replaced(plain, TO_LATIN), replaced(plain, TO_CYRILLIC));
  return folded;
}

const WORD = /[\p{L}\p{M}\d]+/gu;
/** A number of its own, as in "Player 717", is no word. */
const digitsAsLetters = (word: string): string =>
  /^\d+$/.test(word) ? word : replaced(word, DIGITS);
const DIGITS = new Map(Object.entries({ 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" }));
/** Letters that look the same in both alphabets. */
const ALIKE = ["аa", "еe", "оo", "рp", "сc", "хx", "уy", "кk", "мm", "тt", "нh", "вb", "иu", "пn"];
const TO_LATIN = new Map(ALIKE.map((pair) => [pair[0] as string, pair[1] as string]));
const TO_CYRILLIC = new Map(ALIKE.map((pair) => [pair[1] as string, pair[0] as string]));

const replaced = (text: string, by: ReadonlyMap<string, string>): string =>
  [...text].map((each) => by.get(each) ?? each).join("");

/** Katakana is written as hiragana, 96 places before it. */
const KANA_APART = 96;

/** Without marks, but for those that make another kana or another Russian letter. */
function withoutAccents(lower: string): string {
  return lower
    .replace(/[\u00c0-\u024f\u1e00-\u1eff]/g, (each) => each.normalize("NFD").charAt(0))
    .replace(/ß/g, "ss")
    .replace(/ё/g, "е")
    .replace(/\p{M}/gu, "")
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - KANA_APART));
}
