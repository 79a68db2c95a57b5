/** Codes of private matches. */
import { CODE_LENGTH, CODE_LETTERS, isReadable } from "@quickpong/shared/protocol/invite-code.ts";

/** Letters that are read as a rude word or worse in spite of the missing vowels. */
const RUDE =
  /FCK|FKC|FKK|FK[NR]|PHK|KKK|NGR|NGG|CNT|KNT|DCK|DKH|CCK|KCK|PRN|TWT|FGT|FGG|BTC|BTH|CRP|HTR|NZ|TRD|JZZ|CVM|HH/;

/** A code of letters that are hard to confuse, and that nobody minds reading out. `random` in [0, 1). */
export function newCode(random: () => number): string {
  for (;;) {
    let code = "";
    for (let n = 0; n < CODE_LENGTH; n++) {
      code += CODE_LETTERS[Math.floor(random() * CODE_LETTERS.length)];
    }
    if (isDecent(code) && isReadable(code)) return code;
  }
}

/** Whether nobody minds reading the code out. */
export const isDecent = (code: string): boolean => !RUDE.test(code);
