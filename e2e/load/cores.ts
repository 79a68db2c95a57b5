/**
 * Cores of their own for a server and for those who load it. On a machine of two cores the scheduler
 * moves both about, and what is moved finds its memory in no cache.
 */
import { execFileSync } from "node:child_process";

/**
 * Binds a process's main thread to a core, or all its threads, so that those who collect its garbage
 * are in nobody else's way. Throws where there is no `taskset` (util-linux) or no such core.
 */
export function bindTo(core: number, pid: number, threads: "main" | "all"): void {
  try {
    const flags = threads === "all" ? "-apc" : "-pc";
    execFileSync("taskset", [flags, String(core), String(pid)], { stdio: "pipe" });
  } catch (error) {
    const why = (error as { stderr?: Buffer }).stderr?.toString().trim() || String(error);
    throw new Error(`--pinned: could not bind process ${pid} to core ${core}: ${why}`);
  }
}
