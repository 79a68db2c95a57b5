/** The Lua scripts that Redis runs: each is one round trip in which nothing else happens. */
import { readFileSync } from "node:fs";
import { DAILY_RULES } from "@quickpong/shared/daily.ts";
import { CloseReason } from "@quickpong/shared/protocol/messages.ts";
import { PROTOCOL_VERSION } from "@quickpong/shared/protocol/version.ts";
import type { Rules } from "@quickpong/shared/rules.ts";

export const SCRIPT_NAMES = [
  "enter",
  "leave",
  "received",
  "bot",
  "ask_first",
  "answer",
  "spectators",
  "reconcile",
  "pair",
  "made",
  "failed",
  "invite",
  "match_over",
  "match_played",
  "match_watch",
  "left",
  "no_show",
  "register",
  "unregister",
  "send",
  "drain",
] as const;
export type ScriptName = (typeof SCRIPT_NAMES)[number];

/** What all scripts begin with, in the order in which they need each other. */
const COMMON = ["prelude", "proposals", "queue", "invites", "shared"];

const read = (name: string): string =>
  readFileSync(new URL(`scripts/${name}.lua`, import.meta.url), "utf8");
const common = COMMON.map(read).join("\n");

/** Those that need nothing of it. */
const PLAIN: readonly ScriptName[] = ["drain"];

/** The whole text of a script. Players who have changed are written once, at its end. */
export const scriptText = (name: ScriptName): string =>
  PLAIN.includes(name)
    ? read(name)
    : `${common}\nlocal function main()\n${read(name)}\nend\nlocal result = main()\nwrite_players()\nreturn result`;

/** What all scripts are told: why players are turned away, and the rules of matches between strangers. */
export function scriptConstants(rules: Rules): object {
  const { takenOver, inviteFull, inviteOver, inviteUnknown, roomFailed, badRules, full } =
    CloseReason;
  const reasons = { takenOver, inviteFull, inviteOver, inviteUnknown, roomFailed, badRules, full };
  return {
    ...reasons,
    quickRules: JSON.stringify(rules),
    dailyRules: JSON.stringify(DAILY_RULES),
  };
}

/** The version of these scripts' keys and messages; processes of another version use other keys. */
const VERSION = 5;

/**
 * What all keys begin with: a hash tag, so that one node of a Redis cluster has them all. Players of two versions of
 * the protocol can't play together, so their processes don't share a key either.
 */
export const KEY_PREFIX = `{quickpong:${VERSION}:${PROTOCOL_VERSION}}:`;
