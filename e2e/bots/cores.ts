/**
 * Cores of their own for a server and for those who load it. On a machine of two cores the scheduler
 * moves both about, and what is moved finds its memory in no cache.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Binds a process's main thread to a core; its helpers stay free. Throws where there is no `taskset`
 * (util-linux) or no such core.
 */
export function bindTo(core: number, pid: number): void {
  try {
    execFileSync("taskset", ["-pc", String(core), String(pid)], { stdio: "pipe" });
  } catch (error) {
    const why = (error as { stderr?: Buffer }).stderr?.toString().trim() || String(error);
    throw new Error(`--pinned: could not bind process ${pid} to core ${core}: ${why}`);
  }
}

/** How long this process's main thread was ready and had no core so far (us); NaN outside Linux. */
export function waitedMicros(): number {
  try {
    // Time on a core (ns), time waiting for one (ns), turns.
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[1]) / 1000;
  } catch {
    return Number.NaN;
  }
}
