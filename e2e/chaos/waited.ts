/** Time that other programs took from this process. */
import { readFileSync } from "node:fs";

/** The main thread's statistics on Linux: ns on a processor, ns waiting for one, turns. */
const SCHEDSTAT = "/proc/self/schedstat";

/** For how long the main thread was ready to run and others had the processors (ms since its start). */
export function waitedMs(): number {
  try {
    return Number(readFileSync(SCHEDSTAT, "latin1").split(" ")[1]) / 1e6;
  } catch {
    return 0;
  }
}
