/** Work for many, a piece in each round of the event loop, so that no player's tick waits for all of it. */

/** Sockets written without a pause: about a quarter of a millisecond. */
const AT_A_TIME = 32;

/** Has `take` called for each item, the first ones at once, and then `done`. */
export function inPieces<T>(
  items: readonly T[],
  take: (item: T) => void,
  done: () => void = () => {},
): void {
  const from = (start: number) => {
    const end = Math.min(items.length, start + AT_A_TIME);
    for (let n = start; n < end; n++) take(items[n] as T);
    if (end < items.length) setImmediate(from, end);
    else done();
  };
  from(0);
}
