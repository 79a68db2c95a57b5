/**
 * Development: the client with hot reload and the server restarted on every change, in one command.
 *
 * Vite's address is the one to open; what belongs to the server it passes on (client/vite.config.ts).
 */
import { type ChildProcess, spawn } from "node:child_process";
import { inTop, VITE_CLI } from "../lib/paths.ts";

const SERVER_PORT = process.env["PORT"] ?? "2567";
const GRACE_MS = 3000;

const env = { ...process.env, PORT: SERVER_PORT, HOST: process.env["HOST"] ?? "127.0.0.1" };

const children: ChildProcess[] = [
  start(inTop(), ["--watch", "--watch-preserve-output", "server/src/main.ts"]),
  start(inTop("client"), [VITE_CLI(), "--clearScreen", "false"]),
];
let stopping = false;

function start(cwd: string, args: string[]): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  });
  child.on("exit", (status) => {
    // One without the other is no development server.
    if (!stopping) stop(status ?? 1);
  });
  return child;
}

/** Ends both children and then this process, by force if one lingers. */
function stop(status: number): void {
  if (stopping) return;
  stopping = true;
  process.exitCode = status;
  const running = children.filter((child) => child.exitCode === null && child.signalCode === null);
  for (const child of running) child.kill("SIGTERM");
  setTimeout(() => {
    for (const child of running) child.kill("SIGKILL");
  }, GRACE_MS).unref();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => stop(0));
