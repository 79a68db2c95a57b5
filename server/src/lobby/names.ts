/** Names as others see them: clean, and none that a well-kept list of rude words has. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";

const matcher = new RegExpMatcher({
  ...englishDataset.build(),
  ...englishRecommendedTransformers,
});

/**
 * Verdicts remembered. A look at a name takes 170 us, a tenth of a whole join, and who plays one match
 * after another comes with the same name each time.
 */
const REMEMBERED = 10_000;
const verdicts = new Map<string, boolean>();

/** The name as it may be shown; `fallback` for none and for a rude one. */
export function shownName(raw: unknown, fallback: string): string {
  const name = cleanName(raw);
  return name === "" || isRude(name) ? fallback : name;
}

function isRude(name: string): boolean {
  const known = verdicts.get(name);
  if (known !== undefined) return known;
  if (verdicts.size >= REMEMBERED) verdicts.clear();
  const verdict = judge(name);
  verdicts.set(name, verdict);
  return verdict;
}

/** Spelled with gaps or signs between the letters as well; both in one look, on two lines. */
function judge(name: string): boolean {
  const letters = name.replace(/[^\p{L}\p{N}]/gu, "");
  return matcher.hasMatch(letters === name ? name : `${name}\n${letters}`);
}
