/**
 * The queue of strangers on a virtual clock: what pairing by rating brings, and how long players wait for it,
 * beside the same arrivals without ratings.
 */
import { Queue, type QueueEntry } from "@quickpong/server/matchmaking/queue.ts";
import { randomFrom } from "@quickpong/shared/random.ts";
import { table } from "../../docs-tools/markdown.ts";

/** Arrivals a second. */
export const RATES = [0.02, 0.2, 2, 20];
/** Standard deviation of ratings, as in bench:rating. */
const SPREAD = 300;
const SETTLED_DEVIATION = 60;
const NEW_DEVIATION = 350;

export interface Arrivals {
  /** A second, on average; each comes when chance has it. */
  rate: number;
  players: number;
  /** Share of players who are new: their ratings are provisional. */
  newcomers: number;
}

/** Quantiles over all players who were paired. */
export interface Pairing {
  /** Difference of the ratings of a pair. */
  gap: Quantiles;
  /** From coming to being paired (ms). */
  wait: Quantiles;
  /** How much of it while somebody else waited, too (ms): 0 for all when two are paired at once. */
  held: Quantiles;
}

interface Quantiles {
  p50: number;
  p90: number;
  p99: number;
  max: number;
}

interface Arrival {
  at: number;
  entry: QueueEntry;
}

/** Plays the arrivals of `seed` with ratings, and without. */
export function pairVirtually(
  arrivals: Arrivals,
  seed: number,
): { rated: Pairing; plain: Pairing } {
  const coming = drawArrivals(arrivals, randomFrom(seed));
  return { rated: play(coming, true), plain: play(coming, false) };
}

/** A table in Markdown: all rates, with settled players only and with as many new ones. */
export function virtualTable(players: number): string {
  const rows = [0, 0.5].flatMap((newcomers) =>
    RATES.map((rate) => {
      const { rated, plain } = pairVirtually({ rate, players, newcomers }, 1);
      return [
        String(rate),
        newcomers === 0 ? "all settled" : "half new",
        `${points(plain.gap.p50)} > ${points(rated.gap.p50)}`,
        `${points(plain.gap.p90)} > ${points(rated.gap.p90)}`,
        `${seconds(plain.wait.p50)} > ${seconds(rated.wait.p50)}`,
        `${seconds(plain.wait.p99)} > ${seconds(rated.wait.p99)}`,
        [rated.held.p50, rated.held.p99, rated.held.max].map(seconds).join(" / "),
      ];
    }),
  );
  return table(
    [
      "arrivals/s",
      "ratings",
      "gap p50",
      "gap p90",
      "wait s p50",
      "wait s p99",
      "added wait s p50 / p99 / max",
    ],
    rows,
  );
}

function drawArrivals({ rate, players, newcomers }: Arrivals, random: () => number): Arrival[] {
  let at = 0;
  return Array.from({ length: players }, (_, n) => {
    at += (-Math.log(1 - random()) / rate) * 1000;
    const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const deviation = random() < newcomers ? NEW_DEVIATION : SETTLED_DEVIATION;
    const rating = { rating: 1500 + SPREAD * gauss, deviation };
    return { at, entry: { id: String(n), player: String(n), since: at, rating } };
  });
}

/** Lets them all come to a queue, with their ratings or without. */
function play(coming: readonly Arrival[], byRating: boolean): Pairing {
  const run = new Run();
  for (const { at, entry } of coming) {
    run.waitUntil(at);
    run.come(byRating ? entry : { ...entry, rating: undefined }, ratingOf(entry));
  }
  run.waitUntil(Number.POSITIVE_INFINITY);
  return run.outcome();
}

/** A queue that is asked for pairs when somebody comes, and when it says so. */
class Run {
  readonly #queue = new Queue();
  readonly #waiting = new Map<string, { since: number; held: number; rating: number }>();
  readonly #gaps: number[] = [];
  readonly #waits: number[] = [];
  readonly #helds: number[] = [];
  #now = 0;

  come(entry: QueueEntry, rating: number): void {
    this.#waiting.set(entry.id, { since: this.#now, held: 0, rating });
    this.#queue.add(entry, this.#now);
    this.#pair();
  }

  waitUntil(end: number): void {
    for (let due = this.#queue.nextDue(); due <= end; due = this.#queue.nextDue()) {
      if (due === Number.POSITIVE_INFINITY) return;
      this.#goOnTo(due);
      this.#pair();
    }
    this.#goOnTo(end);
  }

  outcome(): Pairing {
    const [gap, wait, held] = [this.#gaps, this.#waits, this.#helds].map(quantiles);
    return { gap: gap!, wait: wait!, held: held! };
  }

  #goOnTo(time: number): void {
    if (this.#waiting.size > 1)
      for (const each of this.#waiting.values()) each.held += time - this.#now;
    this.#now = time;
  }

  #pair(): void {
    for (const pair of this.#queue.pair(this.#now)) {
      const [a, b] = pair.map(({ id }) => this.#waiting.get(id)!);
      this.#gaps.push(Math.abs(a!.rating - b!.rating));
      for (const { since, held } of [a!, b!]) {
        this.#waits.push(this.#now - since);
        this.#helds.push(held);
      }
      for (const { id } of pair) this.#waiting.delete(id);
    }
  }
}

const ratingOf = ({ rating }: QueueEntry): number => rating?.rating ?? 0;

function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}

const points = (gap: number): string => gap.toFixed(0);
const seconds = (ms: number): string => (ms / 1000).toFixed(ms < 10_000 ? 2 : 0);
