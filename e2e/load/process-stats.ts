/** What processes of this machine have used, from Linux's /proc. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** /proc counts in hundredths of a second and in pages, on every machine that Node runs on. */
const TICK_MICROS = 10_000;
const PAGE_BYTES = 4096;
const LISTENING = "0A";

export interface ProcessUse {
  cpuMicros: number;
  rssBytes: number;
}

/** Finds the processes that listen on `port`; none where there is no /proc, or where we may not see them. */
export function processesOnPort(port: number): number[] {
  try {
    const sockets = new Set(listeningSockets(port).map((inode) => `socket:[${inode}]`));
    const open = readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
      .filter((pid) => hasOpen(pid, sockets));
    // A supervisor has copies of its processes' sockets, for the moments in which one of them is away.
    return open.filter((pid) => !childrenOf(pid).some((child) => open.includes(child)));
  } catch {
    return [];
  }
}

/** What the process has used so far; undefined when it is gone. */
export function useOf(pid: number): ProcessUse | undefined {
  try {
    // The command's name comes second and may have spaces in it.
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
    const [user = 0, system = 0] = fields.slice(11, 13);
    const rss = fields[21] ?? 0;
    return { cpuMicros: (user + system) * TICK_MICROS, rssBytes: rss * PAGE_BYTES };
  } catch {
    return undefined;
  }
}

/**
 * What the processes and those that they have started have used so far, each counted once; undefined
 * when there are none, or one of `pids` is gone.
 */
export function useOfAll(pids: readonly number[]): ProcessUse | undefined {
  if (pids.length === 0 || pids.some((pid) => !useOf(pid))) return undefined;
  const sum: ProcessUse = { cpuMicros: 0, rssBytes: 0 };
  for (const pid of new Set(pids.flatMap(withDescendants))) {
    const use = useOf(pid);
    sum.cpuMicros += use?.cpuMicros ?? 0;
    sum.rssBytes += use?.rssBytes ?? 0;
  }
  return sum;
}

const withDescendants = (pid: number): number[] => [
  pid,
  ...childrenOf(pid).flatMap(withDescendants),
];

/** How long this process's main thread was ready and had no core so far (us); NaN outside Linux. */
export function waitedMicros(): number {
  try {
    // Time on a core (ns), time waiting for one (ns), turns.
    return Number(readFileSync("/proc/self/schedstat", "utf8").split(" ")[1]) / 1000;
  } catch {
    return Number.NaN;
  }
}

/** Those that the process has started, on Linux. */
export function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return text === "" ? [] : text.split(" ").map(Number);
  } catch {
    return [];
  }
}

function listeningSockets(port: number): string[] {
  const hex = port.toString(16).toUpperCase().padStart(4, "0");
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((file) => readFileSync(file, "utf8").split("\n").slice(1))
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(`:${hex}`) && columns[3] === LISTENING)
    .map((columns) => columns[9] ?? "");
}

function hasOpen(pid: number, sockets: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}
