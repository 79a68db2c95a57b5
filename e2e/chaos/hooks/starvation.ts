/**
 * How much of a lateness is the server's own. On a busy machine other programs make ticks late, and
 * the server can do nothing about it: under a load of 10 on two processors p99s were 24 to 330 ms as
 * they were, and 3 to 9 ms in a run with this taken off.
 *
 * Two bounds, and the smaller one counts: what is left without the time in which the main thread was
 * ready to run and others had the processors; and the time in which it ran or had nothing to do. The
 * second leaves out what it spent waiting for helper threads that others kept from running, as in a
 * garbage collection.
 */
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** The main thread's statistics on Linux: ns on a processor, ns waiting for one, turns. */
const SCHEDSTAT = "/proc/self/schedstat";
/** Looked at this often (ms), and remembered for so many looks. */
const LOOK_EVERY = 4;
const LOOKS_KEPT = 1000;
/** The kernel counts a thread's time in steps of its own clock (ms). */
const KERNEL_STEP = 4;

interface Look {
  at: number;
  /** On a processor, waiting for one, and with nothing to do (ms since the start). */
  ran: number;
  waited: number;
  idle: number;
}
const looks: Look[] = [];

/** Undefined where the system does not tell. */
function look(): Look | undefined {
  try {
    const [ran, waited] = readFileSync(SCHEDSTAT, "latin1").split(" ");
    const { idle } = performance.eventLoopUtilization();
    return { at: performance.now(), ran: Number(ran) / 1e6, waited: Number(waited) / 1e6, idle };
  } catch {
    return undefined;
  }
}

setInterval(() => {
  const now = look();
  if (now) looks.push(now);
  if (looks.length > LOOKS_KEPT) looks.splice(0, LOOKS_KEPT / 2);
}, LOOK_EVERY).unref();

/** What is left of a lateness (ms) that ends now, once the time that others took is taken off. */
export function ownPart(late: number): number {
  if (late <= LOOK_EVERY) return late;
  const due = performance.now() - late;
  const before = looks.findLast(({ at }) => at <= due);
  const now = look();
  if (!before || !now) return late;
  const notWaiting = late - (now.waited - before.waited);
  const busyOrIdle = now.ran - before.ran + (now.idle - before.idle) + KERNEL_STEP;
  return Math.min(late, Math.max(0, Math.min(notWaiting, busyOrIdle)));
}
