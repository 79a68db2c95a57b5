/** Has the best places of the leaderboard kept, though nobody looks at it. */

/** So often, when matches were saved meanwhile (ms). */
const EVERY = 600_000;

/** `saved`: results that were saved so far. Returns what ends it; the process may end before. */
export function keepBest(saved: () => number, keep: () => Promise<void>): NodeJS.Timeout {
  let before = 0;
  const look = () => {
    if (saved() === before) return;
    before = saved();
    // The next time will do.
    keep().catch(() => {});
  };
  return setInterval(look, EVERY).unref();
}
