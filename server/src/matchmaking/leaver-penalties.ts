/**
 * Players who leave matches often give way to others in the queue for a while. Pure: time is an argument
 * (ms).
 *
 * A tab is penalized for its own leaves only, the first of which is free. An address can't be penalized: a
 * school class may be behind it. It gives way to others while it takes many seats from them, or deserts many:
 * docs/adr/0016-frequent-leavers-give-way.md.
 */
import type { LeaverKeys } from "../match/seats.ts";

/** How long a tab is penalized for each leave (ms): the second, the third, and so on. */
export const PENALTIES = [5_000, 15_000, 30_000, 60_000];
/** Leaves and seats are forgotten after this (ms). */
export const FORGOTTEN_AFTER = 15 * 60_000;
/**
 * How long players of an address give way (ms): when it was given more than four seats against others in the
 * last minute, and when it deserted half of its seats, three or more.
 */
export const GIVES_WAY = { crowded: 5000, deserting: 15_000 };
const CROWDED_FROM = 5;
const DESERTING_FROM = 3;
const MINUTE = 60_000;
/** Tabs, and addresses, that are remembered; with more than this the oldest are forgotten. */
const KEPT = 20_000;
/** Times kept of each. */
const TIMES_KEPT = 40;

export interface Penalty {
  /** Until when other players come first (ms). */
  until: number;
  /** Leaves that are remembered. */
  leaves: number;
}

export class LeaverPenalties {
  readonly #tabLeaves = new Times();
  readonly #addressLeaves = new Times();
  readonly #seats = new Times();

  /** A player was given a seat at `now`, against somebody of another address. */
  seated({ address }: LeaverKeys, now: number): void {
    if (address !== undefined) this.#seats.add(address, now);
  }

  /** A player left a match, idled in it until it was lost, or did not come for the seat. */
  left({ tab, address }: LeaverKeys, now: number): void {
    this.#tabLeaves.add(tab, now);
    if (address !== undefined) this.#addressLeaves.add(address, now);
  }

  /** The penalty of the tab for its own leaves; undefined when there is none. */
  penaltyOf({ tab }: LeaverKeys, now: number): Penalty | undefined {
    const times = this.#tabLeaves.of(tab, now);
    const length = PENALTIES[Math.min(PENALTIES.length, times.length - 1) - 1];
    const until = (times.at(-1) ?? 0) + (length ?? 0);
    return length !== undefined && until > now ? { until, leaves: times.length } : undefined;
  }

  /** How long players of this address let others go first, whichever their tab (ms). */
  givesWayFor({ address }: LeaverKeys, now: number): number {
    if (address === undefined) return 0;
    const seats = this.#seats.of(address, now);
    const deserted = this.#addressLeaves.of(address, now).length;
    if (deserted >= DESERTING_FROM && 2 * deserted >= seats.length) return GIVES_WAY.deserting;
    const lately = seats.filter((time) => now - time < MINUTE).length;
    return lately >= CROWDED_FROM ? GIVES_WAY.crowded : 0;
  }
}

/** When something happened lately, by key. Bounded; the key that was added to last is kept longest. */
class Times {
  readonly #times = new Map<string, number[]>();

  add(key: string, now: number): void {
    const times = this.of(key, now);
    this.#times.delete(key);
    this.#times.set(key, [...times, now].slice(-TIMES_KEPT));
    const [oldest] = this.#times.keys();
    if (this.#times.size > KEPT && oldest !== undefined) this.#times.delete(oldest);
  }

  of(key: string, now: number): number[] {
    return (this.#times.get(key) ?? []).filter((time) => now - time < FORGOTTEN_AFTER);
  }
}
