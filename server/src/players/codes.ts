/** Codes that make another device a player's: one to type in within minutes, and one to print and keep. */
import { randomBytes, randomInt } from "node:crypto";
import { CODE_LETTERS, isReadable } from "@quickpong/shared/protocol/invite-code.ts";

/** Some 3.9e9 of them; how many may be tried is in limits.ts. */
const MOVE_LENGTH = 8;
/** A move code is good for so long (s). */
export const MOVE_CODE_LIFE = 5 * 60;

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
const RECOVERY_BITS = 128;
const RECOVERY_LENGTH = Math.ceil(RECOVERY_BITS / 5);
/** Longer than any way to write a code, with gaps. */
const TYPED_MAX = 80;

/** A new code of 8 letters that are hard to confuse. */
export function newMoveCode(): string {
  const letters = Array.from(
    { length: MOVE_LENGTH },
    () => CODE_LETTERS[randomInt(CODE_LETTERS.length)],
  );
  const code = letters.join("");
  return isReadable(code) ? code : newMoveCode();
}

/** A new code of 26 letters and digits. */
export const newRecoveryCode = (): string =>
  [...randomBytes(RECOVERY_LENGTH)].map((byte) => BASE32[byte % BASE32.length]).join("");

/** A move code or a recovery code as it was typed; "" when it can be neither. */
export function readAnyCode(typed: unknown): string {
  if (typeof typed !== "string" || typed.length > TYPED_MAX) return "";
  const bare = typed.replace(/[\s-]/g, "");
  const move = bare.toUpperCase();
  if (move.length === MOVE_LENGTH && [...move].every((letter) => CODE_LETTERS.includes(letter)))
    return move;
  const recovery = bare.toLowerCase();
  const isRecovery =
    recovery.length === RECOVERY_LENGTH && [...recovery].every((sign) => BASE32.includes(sign));
  return isRecovery ? recovery : "";
}
