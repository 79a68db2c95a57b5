/**
 * Codes of private rooms, to be read out and typed in: six letters, told apart in any type face. No
 * vowels, so that no words come up; no digits, because they stand in for vowels.
 */

/** Without A E I O U Y; L looks like I, Q like O, S like 5, and W is long to say. */
export const CODE_LETTERS = "BCDFGHJKMNPRTVXZ";
export const CODE_LENGTH = 6;

/** Two letters that look like one, in capitals or small letters: W, and m twice. */
const LIKE_ONE = /VV|RN|NN/;

/** Whether no two letters of a new code look like one. Codes that are older may not be so, and are read all the same. */
export const isReadable = (code: string): boolean => !LIKE_ONE.test(code);

/** A code as it was typed or came with a link; "" when it can't be one. */
export function readCode(typed: string): string {
  const code = typed.slice(0, 40).replace(/[\s-]/g, "").toUpperCase();
  const known = [...code].every((letter) => CODE_LETTERS.includes(letter));
  return known && code.length === CODE_LENGTH ? code : "";
}

/** A code as it is shown: in two groups. */
export const showCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;
