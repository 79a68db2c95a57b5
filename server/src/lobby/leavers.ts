/**
 * Who leaves running matches again and again waits behind everybody else for a while. Pure: time is
 * an argument (ms). The first leave is free, and each is forgotten after a time; a shared address is
 * forgiven more, for a whole school class may be behind it.
 */

/** Somebody, as far as leaving is concerned. */
export interface LeaverKeys {
  /** The tab's id. */
  tab: string;
  /** Where they come from; undefined when that says nothing, as on this machine. */
  address: string | undefined;
}

/** Leaves forgiven, of a tab and of an address. */
const FREE = { tab: 1, address: 6 };
/** How long the next leaves put one back (ms): the second, the third, and so on. */
export const HOLDS = [5_000, 15_000, 30_000, 60_000];
/** A leave is forgotten after this (ms). */
export const FORGOTTEN_AFTER = 15 * 60_000;
/** Tabs and addresses remembered; with more than this the oldest are forgotten. */
const KEPT = 20_000;

export interface Hold {
  /** Until when strangers come first (ms); at most one hold's length ahead. */
  until: number;
  /** Leaves that are remembered. */
  leaves: number;
}

export class Leavers {
  /** Times of leaving, by key, the newest key last. */
  readonly #leaves = new Map<string, number[]>();

  /** They left a running match at `now`. */
  left(keys: LeaverKeys, now: number): void {
    for (const [key] of named(keys)) {
      const times = this.#of(key, now);
      this.#leaves.delete(key);
      this.#leaves.set(key, [...times, now].slice(-HOLDS.length - FREE.address));
    }
    while (this.#leaves.size > KEPT) {
      const [oldest] = this.#leaves.keys();
      this.#leaves.delete(oldest as string);
    }
  }

  /** Whether and until when they are held back; undefined when they are not. */
  holdOf(keys: LeaverKeys, now: number): Hold | undefined {
    let worst: Hold | undefined;
    for (const [key, free] of named(keys)) {
      const times = this.#of(key, now);
      const hold = HOLDS[Math.min(HOLDS.length, times.length - free) - 1];
      const until = (times.at(-1) ?? 0) + (hold ?? 0);
      if (hold !== undefined && until > now && until > (worst?.until ?? 0)) {
        worst = { until, leaves: times.length };
      }
    }
    return worst;
  }

  #of(key: string, now: number): number[] {
    return (this.#leaves.get(key) ?? []).filter((time) => now - time < FORGOTTEN_AFTER);
  }
}

function named({ tab, address }: LeaverKeys): [string, number][] {
  const keys: [string, number][] = [[`tab ${tab}`, FREE.tab]];
  if (address !== undefined) keys.push([`address ${address}`, FREE.address]);
  return keys;
}
