/**
 * By what competitions know this browser again: a random key of its own, and the hosts' secrets of those that
 * were opened here. Both last as long as the browser keeps them.
 */
import { COMPETITION_KEY } from "@quickpong/shared/protocol/competition-messages.ts";

const KEY = "quickpong.entrant";
const HOSTED = "quickpong.hosted";
const BYTES = 16;
/** Secrets of so many competitions are kept, the newest. */
const HOSTED_MAX = 12;

/** What it is until the page is left, where storage is forbidden. */
let own = "";

/** The same one in all tabs of this browser. */
export function competitionKey(): string {
  own ||= makeKey();
  try {
    const kept = localStorage.getItem(KEY);
    if (kept && COMPETITION_KEY.test(kept)) return kept;
    localStorage.setItem(KEY, own);
  } catch {
    // Not remembered, then.
  }
  return own;
}

/** Keeps the host's secret of the competition with this code. */
export function keepHost(code: string, secret: string): void {
  try {
    const others = hosted().filter(([each]) => each !== code);
    localStorage.setItem(HOSTED, JSON.stringify([[code, secret], ...others].slice(0, HOSTED_MAX)));
  } catch {
    // Then it goes on by itself after a refresh.
  }
}

/** The host's secret, where it was opened in this browser. */
export const hostOf = (code: string): string | undefined =>
  hosted().find(([each]) => each === code)?.[1];

type Hosted = [code: string, secret: string];

/** Anything may have been written there. */
function hosted(): Hosted[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(HOSTED) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isHosted) : [];
  } catch {
    return [];
  }
}

const isHosted = (each: unknown): each is Hosted =>
  Array.isArray(each) && each.length === 2 && each.every((part) => typeof part === "string");

const makeKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
