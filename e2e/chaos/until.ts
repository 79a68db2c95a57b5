/** Waiting for conditions instead of for a time. */
import { setTimeout as sleep } from "node:timers/promises";

export { until } from "../../server/test/support/until.ts";

/** How long it takes until the condition is met (ms); `timeout` when it is not. */
export async function timeUntil(condition: () => unknown, timeout: number): Promise<number> {
  const begin = performance.now();
  while (!condition() && performance.now() - begin < timeout) await sleep(2);
  return performance.now() - begin;
}
