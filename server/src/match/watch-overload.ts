/** Has overload looked at every second, by the process's own clocks. */
import type { Overload } from "./overload.ts";
import type { Ticker } from "./ticker.ts";

const EVERY = 1000;

/** `isCrowded`: whether players wait to be let in. The timer that is returned ends it. */
export function watchOverload(
  overload: Overload,
  ticker: Ticker,
  isCrowded: () => boolean,
): NodeJS.Timeout {
  let before = process.threadCpuUsage();
  let at = performance.now();
  return setInterval(() => {
    const { user, system } = process.threadCpuUsage(before);
    const now = performance.now();
    const work = (user + system) / 1000 / (now - at);
    overload.look({ ...ticker.lateness.count, work, crowd: isCrowded() });
    before = process.threadCpuUsage();
    at = now;
  }, EVERY);
}
