/**
 * Tells systemd that the server is ready, and again and again that it is at work: when a watchdog hears
 * nothing any more, because the event loop hangs, it starts the server anew.
 */
import { spawn } from "node:child_process";
import type { Writable } from "node:stream";

/**
 * Node can't write to systemd's socket, which takes datagrams; systemd's own program can. A shell starts
 * it for every line that it reads: that takes the server no more than a write to a pipe.
 */
const RELAY = 'while read -r word; do systemd-notify "$word"; done';
/** Signs of life within the time after which systemd restarts the server. */
const PINGS_PER_DEADLINE = 4;
/** What may wait in the pipe (bytes): a shell that does not read gets no more. */
const WAITING_MAX = 1000;

/**
 * To be called once the server is ready. `environment` is as systemd sets it; without it, and in a process
 * for which it was not meant, nothing happens.
 */
export function tellSystemd(environment: NodeJS.ProcessEnv, pid = process.pid): void {
  if (!environment["NOTIFY_SOCKET"]) return;
  const relay = spawn("/bin/sh", ["-c", RELAY], { stdio: ["pipe", "ignore", "ignore"] });
  relay.on("error", () => {}).unref();
  const { stdin } = relay;
  stdin.on("error", () => {});
  tell(stdin, "READY=1");
  const { WATCHDOG_USEC: patience, WATCHDOG_PID: whose } = environment;
  if (!patience || (whose !== undefined && Number(whose) !== pid)) return;
  setInterval(
    () => tell(stdin, "WATCHDOG=1"),
    Number(patience) / 1000 / PINGS_PER_DEADLINE,
  ).unref();
}

function tell(stdin: Writable, word: string): void {
  if (stdin.writable && stdin.writableLength < WAITING_MAX) stdin.write(`${word}\n`);
}
