/** Waits for a machine that is shared with other work to be quiet, so that figures are about ours. */
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { busyMicros } from "./machine.ts";

/** Looks at so much time (ms), and calls this share of it quiet. */
const LOOK = 3000;
const QUIET = 0.12;
/** Cores that others may take during a measurement for it to count. */
export const OTHERS_MAX = 0.3;

/** Resolves when the machine is quiet, or after `most` ms. */
async function untilQuiet(most: number): Promise<void> {
  const deadline = performance.now() + most;
  while (performance.now() < deadline) {
    const before = busyMicros();
    await sleep(LOOK);
    if ((busyMicros() - before) / (LOOK * 1000 * cpus().length) < QUIET) return;
  }
}

/**
 * Measures when it is quiet, again when others came in between, and returns the quietest of the
 * results. `othersOf` says how many cores others took (0 when unknown); `patience` in ms; with no more
 * than `few` of them it is quiet enough.
 */
export async function quietest<T>(
  patience: number,
  measure: () => Promise<T>,
  othersOf: (result: T) => number,
  few = OTHERS_MAX,
): Promise<T> {
  const deadline = performance.now() + patience;
  let best: T | undefined;
  for (;;) {
    await untilQuiet(deadline - performance.now());
    const result = await measure();
    if (best === undefined || othersOf(result) < othersOf(best)) best = result;
    if (othersOf(best) <= few || performance.now() >= deadline) return best;
  }
}
