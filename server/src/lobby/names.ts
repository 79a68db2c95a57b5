/** Names as others see them: clean, and none that a well-kept list of rude words has. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";

const matcher = new RegExpMatcher({
  ...englishDataset.build(),
  ...englishRecommendedTransformers,
});
/** What of it has no type. */
interface Inside {
  blacklistedTerms: { regExp: RegExp }[];
  blacklistMatcherTransformers: unknown;
  applyTransformers(text: string, transformers: unknown): [number[], string];
}
const inside = matcher as unknown as Inside;
/**
 * All that is on the list in one pattern: the matcher tries its 119 one by one and clones each for
 * it, which took a twentieth of a whole join. What this finds is looked at closely, for part of it is
 * in honest words.
 */
const suspicious = new RegExp(
  inside.blacklistedTerms.map(({ regExp }) => regExp.source).join("|"),
  "s",
);

/** The name as it may be shown; `fallback` for none and for a rude one. */
export function shownName(raw: unknown, fallback: string): string {
  const name = cleanName(raw);
  return name === "" || isRude(name) ? fallback : name;
}

/** Spelled with gaps or signs between the letters as well. */
function isRude(name: string): boolean {
  const letters = name.replace(/[^\p{L}\p{N}]/gu, "");
  return isListed(name) || (letters !== name && isListed(letters));
}

function isListed(text: string): boolean {
  const [, plain] = inside.applyTransformers(text, inside.blacklistMatcherTransformers);
  return suspicious.test(plain) && matcher.hasMatch(text);
}
