/** Nicknames: bounded in length and characters, cleaned once where they enter. */

export const NAME_MAX = 16;

/**
 * Letters, digits, marks of any script, and a little punctuation; anything else is dropped, and so
 * are letters that show nothing, for a name of them would look empty.
 */
const NOT_ALLOWED = /[^\p{L}\p{M}\p{N} ._'-]|\p{Default_Ignorable_Code_Point}/gu;

/** A name as it may be shown; "" when nothing is left of it. */
export function cleanName(raw: unknown): string {
  if (typeof raw !== "string") return "";
  // Composed last: dropping what stood between a letter and its mark brings them together.
  const cleaned = raw.slice(0, 200).replace(NOT_ALLOWED, "").normalize("NFC").replace(/ +/g, " ");
  return [...cleaned.trim()].slice(0, NAME_MAX).join("").trim();
}
