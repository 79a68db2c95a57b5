/** What a process has open. */
import { readdirSync } from "node:fs";

/** Files, sockets and all else that it has open; undefined where the system does not tell. */
export function openFiles(pid: number | undefined): number | undefined {
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return undefined;
  }
}
