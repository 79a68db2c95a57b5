/** The time of a competition: never back, whatever is done to the system's clock, so that nobody waits for it. */

/** ms since 1970 as the system said when the process began, and steady from then on. */
export const steadyNow = (): number => Math.floor(performance.timeOrigin + performance.now());

/** A clock that goes as `now` does, and not before `at`: the last time in a log, by another process's clock. */
export function clockFrom(at: number, now: () => number): () => number {
  const behind = Math.max(0, at - now());
  return () => now() + behind;
}
