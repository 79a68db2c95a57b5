/** Results as JSON, in a file that is known to be writable before half an hour is spent on them. */
import { closeSync, openSync, writeFileSync } from "node:fs";

/** Throws when `file` can't be written; what is in it stays. */
export function checkWritable(file: string): void {
  closeSync(openSync(file, "a"));
}

/** Writes `result` over what is in `file`. */
export function writeJson(file: string, result: object): void {
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
