/** Keeps an error in one part of the page from its neighbours. */

/** What was reported already: an error in every frame is one report. */
const reported = new Set<string>();

/**
 * Calls `part`. An error in it ends there: it is reported once of each kind, as an uncaught one is,
 * and whatever comes after the call goes on.
 */
export function isolated<A extends unknown[]>(part: (...args: A) => void, ...args: A): void {
  try {
    part(...args);
  } catch (error) {
    const kind = String(error);
    if (reported.has(kind)) return;
    reported.add(kind);
    // Out of everybody's way; `reportError` is younger than the oldest browsers that play.
    setTimeout(() => {
      throw error;
    });
  }
}
