/** Where something was measured, in words: figures mean nothing without it. */
import { cpus, loadavg, totalmem } from "node:os";

/** Processor, memory, Node, and how busy the machine was with other things. */
export function describeMachine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const busy = (loadavg()[0] ?? 0).toFixed(1);
  return `${cpus().length} x ${first?.model.trim() ?? "unknown"}, ${gigabytes} GB, Node ${process.versions.node}, load average before ${busy}`;
}

/**
 * Time that all processors together have been busy (us), in steps of 10 ms; only differences mean
 * anything. What is not idle: Node does not tell the time in which Linux handles packets.
 */
export function busyMicros(): number {
  const idle = cpus().reduce((sum, { times }) => sum + times.idle, 0);
  return 1000 * (cpus().length * performance.now() - idle);
}
