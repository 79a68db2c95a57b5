/** Nicknames: bounded in length and characters, cleaned once where they enter. */

export const NAME_MAX = 16;

/** Letters, digits, marks of any script, and a little punctuation; anything else is dropped. */
const NOT_ALLOWED = /[^\p{L}\p{M}\p{N} ._'-]/gu;

/** A name as it may be shown; "" when nothing is left of it. */
export function cleanName(raw: unknown): string {
  if (typeof raw !== "string") return "";
  const cleaned = raw.slice(0, 200).normalize("NFC").replace(NOT_ALLOWED, "").replace(/\s+/g, " ");
  return [...cleaned.trim()].slice(0, NAME_MAX).join("").trim();
}
