/**
 * Cores of their own for a server and for those who load it. On a machine of two cores the scheduler
 * moves both about, and what is moved finds its memory in no cache.
 */
import { execFileSync } from "node:child_process";

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
