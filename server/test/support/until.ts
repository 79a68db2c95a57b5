/** Waiting for conditions instead of for a time. */
import { setTimeout as sleep } from "node:timers/promises";

/** Resolves with the condition's first truthy value; fails after `timeout` (ms). */
export async function until<T>(
  what: string,
  condition: () => T | undefined | null | false | 0,
  timeout = 20_000,
): Promise<T> {
  const deadline = performance.now() + timeout;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeout} ms`);
    await sleep(5);
  }
}
