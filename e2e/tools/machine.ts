/** Where something was measured, in words: figures mean nothing without it. */
import { cpus, loadavg, totalmem } from "node:os";

/** Processor, memory, Node, and how busy the machine was with other things. */
export function describeMachine(): string {
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const busy = (loadavg()[0] ?? 0).toFixed(1);
  return `${cpus().length} x ${first?.model.trim() ?? "unknown"}, ${gigabytes} GB, Node ${process.versions.node}, load average before ${busy}`;
}

/** Time that all processors together have been busy since they were started (us), in steps of 10 ms. */
export function busyMicros(): number {
  const times = cpus().map(({ times: { user, nice, sys, irq } }) => user + nice + sys + irq);
  return 1000 * times.reduce((sum, ms) => sum + ms, 0);
}
