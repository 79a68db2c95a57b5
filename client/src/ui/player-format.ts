/** How ratings, days, codes and speeds are written, in a given language. Pure. */
import { COURT_HALF_WIDTH } from "@quickpong/shared/court.ts";
import { CODE_LETTERS } from "@quickpong/shared/protocol/invite-code.ts";

/** A day (ms). */
const DAY = 86_400_000;

/** "today", "yesterday", "12 May", "12 May 2025"; `at` and `now` in ms since 1970. */
export function dayText(at: number, now: number, language: string): string {
  const days = Math.round((midnight(now) - midnight(at)) / DAY);
  if (days === 0 || days === 1) {
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day");
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "short",
    year: sameYear ? undefined : "numeric",
  }).format(at);
}

const midnight = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** "12 May 2026", whatever day it is. */
export const dateText = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(at);

/** "14:20". */
export const clockText = (at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(at);

/** How many courts a ball of `speed` (units/s) flies through in a second: "1.4". */
export const paceText = (speed: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(
    speed / (2 * COURT_HALF_WIDTH),
  );

/** A code in groups of four. */
export const groupsOf = (code: string): string => code.match(/.{1,4}/g)?.join(" ") ?? "";

const MOVE_CODE = new RegExp(`^[${CODE_LETTERS}]{8}$`);
const RECOVERY_CODE = /^[A-Z2-7]{26}$/;

/** A move code or a recovery code as it was typed or came with a link; "" when it can't be one. */
export function readPlayerCode(typed: string): string {
  const code = typed.slice(0, 80).replace(/[\s-]/g, "").toUpperCase();
  if (MOVE_CODE.test(code)) return code;
  return RECOVERY_CODE.test(code) ? code.toLowerCase() : "";
}

/** "4:59"; negative times are over. */
export function countdownText(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}
