/** What is said to whoever started the server, beside its log. */
import { write } from "node:fs";

/** Lines, of this and of the log, that could not be written since the start. */
export const lost = { lines: 0 };

/** Texts of `say` that are still to be written, the one that is being written included. */
const SAYINGS_MAX = 20;
let sayings = 0;
/**
 * Says something to whoever started the server, on standard error. `console` would wait for a reader that
 * has stopped, and the process with it; of this, what comes too much is lost.
 */
export function say(text: string): void {
  if (sayings === SAYINGS_MAX) return void lost.lines++;
  sayings++;
  write(2, `${text}\n`, () => sayings--);
}
