/** Names as others see them: clean, and none that a well-kept list of rude words has. */
import { cleanName } from "@quickpong/shared/protocol/name.ts";
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from "obscenity";

const matcher = new RegExpMatcher({
  ...englishDataset.build(),
  ...englishRecommendedTransformers,
});

/** The name as it may be shown; `fallback` for none and for a rude one. */
export function shownName(raw: unknown, fallback: string): string {
  const name = cleanName(raw);
  return name === "" || isRude(name) ? fallback : name;
}

/** Spelled with gaps or signs between the letters as well. */
const isRude = (name: string): boolean =>
  matcher.hasMatch(name) || matcher.hasMatch(name.replace(/[^\p{L}\p{N}]/gu, ""));
