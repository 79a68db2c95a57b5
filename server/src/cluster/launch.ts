/** `npm start -- --processes N`: as many processes on this machine, one port and name each. */
import { type ChildProcess, fork } from "node:child_process";
import { parseArgs } from "node:util";
import { type Config, StartError } from "../config.ts";

/** More than that want more than one machine. */
const PROCESSES_MAX = 64;
/** One that ended by itself is started again after this (ms). */
const AGAIN_AFTER = 1000;

/** How many processes were asked for; throws a StartError when that makes no sense. */
export function readProcesses(args: readonly string[], { redisUrl, port }: Config): number {
  const wanted = wish(args);
  const count = Number(wanted);
  if (!/^\d+$/.test(wanted) || count < 1 || count > PROCESSES_MAX) {
    throw new StartError(`--processes ${wanted}: expected a whole number from 1 to 64`);
  }
  if (count > 1 && redisUrl === undefined) {
    throw new StartError("--processes needs REDIS_URL: the processes find each other over Redis.");
  }
  if (count > 1 && port === 0) throw new StartError("--processes needs PORT: one after the other.");
  return count;
}

function wish(args: readonly string[]): string {
  try {
    const options = { processes: { type: "string", default: "1" } } as const;
    return parseArgs({ args: [...args], options }).values.processes;
  } catch (error) {
    throw new StartError((error as Error).message);
  }
}

/**
 * Runs `program` so many times: p1 on PORT, p2 on the next, and so on, with metrics ports to match.
 * Passes signals on, and ends when all have ended.
 */
export function launch(program: string, count: number, { port, metricsPort }: Config): void {
  const children = new Map<number, ChildProcess>();
  let ending = false;
  const start = (n: number) => {
    if (ending) return;
    const env: NodeJS.ProcessEnv = { ...process.env };
    env["PORT"] = String(port + n);
    env["QUICKPONG_PROCESS"] = `p${n + 1}`;
    if (metricsPort) env["QUICKPONG_METRICS_PORT"] = String(metricsPort + n);
    const child = fork(program, { env });
    children.set(n, child);
    child.once("exit", () => {
      children.delete(n);
      if (!ending) setTimeout(start, AGAIN_AFTER, n);
      else if (children.size === 0) process.exit(0);
    });
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      ending = true;
      for (const child of children.values()) child.kill(signal);
      if (children.size === 0) process.exit(0);
    });
  }
  for (let n = 0; n < count; n++) start(n);
}
