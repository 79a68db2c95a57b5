/** The rights that SECURITY.md gives to a user of Redis: tests run with them. */
import { readFileSync } from "node:fs";
import { inTop } from "./paths.ts";

/** What follows the user's name and password in ACL SETUSER. */
export function redisRights(): string[] {
  const [, rights = ""] =
    /ACL SETUSER quickpong on >PASSWORD ([^`]*?)\n\n/.exec(
      readFileSync(inTop("SECURITY.md"), "utf8"),
    ) ?? [];
  return rights.split(/\s+/).filter(Boolean);
}
