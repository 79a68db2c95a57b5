/** The well-kept English list of `obscenity`, which also sees through "5h1t" and "fuuuck". */
import {
  DataSet,
  englishDataset,
  englishRecommendedTransformers,
  pattern,
  RegExpMatcher,
} from "obscenity";

/** Phrases of the list that are names as well; `rude-words.ts` has their rude forms. */
const NAMES_TOO = ["dick", "hooker"];

/** Names of people and places in which the list finds something. */
const HONEST = [
  ..."cuma cumhu cumming cummins georgy harshit".split(" "),
  ..."akshit arikshit dikshit ishita nishit oshita oshito rakshit rishit shitar yoshitsu".split(
    " ",
  ),
  ..."fukuch fukud fukue fukuh fukui fukum fukun fukuo fukur fukus fukut fukuy fukuz".split(" "),
  ..."analis analia fagan fagin fagundes pissarro semeniuk semeno semenu semenya slutsk".split(" "),
  ..."bichon penistone retardo turdus takeshita twatt vandyke".split(" "),
];

const dataset = new DataSet<{ originalWord: string }>()
  .addAll(englishDataset)
  .removePhrasesIf(({ metadata }) => NAMES_TOO.includes(metadata?.originalWord ?? ""))
  .addPhrase((phrase) =>
    HONEST.reduce((all, name) => all.addWhitelistedTerm(name), phrase.addPattern(pattern`jerkoff`)),
  );

const matcher = new RegExpMatcher({
  ...dataset.build(),
  ...englishRecommendedTransformers,
});

/** Members of the matcher that have no type. */
interface Inside {
  blacklistedTerms: { regExp: RegExp }[];
  blacklistMatcherTransformers: unknown;
  applyTransformers(text: string, transformers: unknown): [number[], string];
}
const inside = matcher as unknown as Inside;

/**
 * All that is on the list in one pattern: the matcher tries its 119 one by one and clones each for
 * it, which took a twentieth of a whole join. The matcher checks what this finds, because part of it is
 * in honest words.
 */
const suspicious = new RegExp(
  inside.blacklistedTerms.map(({ regExp }) => regExp.source).join("|"),
  "s",
);

const NUMBER = /^[\p{Nd}\p{No}]+$/u;

/** Whether something in a text is on the list. */
export function isRudeInEnglish(text: string): boolean {
  const [, plain] = inside.applyTransformers(text, inside.blacklistMatcherTransformers);
  return suspicious.test(plain) && isOnTheList(text);
}

/** What the list itself says, but for numbers: it reads the digits of "Player 455" as letters. */
export function isOnTheList(text: string): boolean {
  return matcher
    .getAllMatches(text)
    .some(({ startIndex, endIndex }) => !NUMBER.test(text.slice(startIndex, endIndex + 1)));
}
