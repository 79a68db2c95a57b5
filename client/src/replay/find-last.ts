/** Binary search in what is sorted by time. */

/** Index of the last of `list` whose time is at most `t`; -1 when there is none. */
export function lastIndexAt<T>(list: readonly T[], t: number, timeOf: (each: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeOf(list[middle] as T) <= t) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
