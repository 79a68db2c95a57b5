/** Nicknames: bounded in length and characters, cleaned once where they enter. */

export const NAME_MAX = 16;

/**
 * Letters, digits, marks of any script, and a little punctuation; anything else is dropped, and so
 * are letters that show nothing (two of the hieroglyphs besides those that say so of themselves) and
 * marks that go around a letter, whose ink would leave the line.
 */
const NOT_ALLOWED =
  /[^\p{L}\p{M}\p{N} ._'-]|\p{Default_Ignorable_Code_Point}|\p{Me}|[\u{13441}\u{13442}]/gu;

/** Marks need something to stand on, and a pile of more than two would leave the line. */
const MARKS_IN_THE_AIR = /(^|[ ._'-])\p{M}+/gu;
const PILE_OF_MARKS = /(\p{M}{2})\p{M}+/gu;

/** A name as it may be shown; "" when nothing is left of it that can be seen. */
export function cleanName(raw: unknown): string {
  if (typeof raw !== "string") return "";
  // Composed late: dropping what stood between a letter and its mark brings them together.
  const cleaned = raw
    .slice(0, 200)
    .replace(NOT_ALLOWED, "")
    .normalize("NFC")
    .replace(MARKS_IN_THE_AIR, "$1")
    .replace(PILE_OF_MARKS, "$1")
    .replace(/ +/g, " ");
  const name = [...cleaned.trim()].slice(0, NAME_MAX).join("").trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : "";
}
