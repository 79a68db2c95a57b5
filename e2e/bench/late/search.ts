/**
 * Looks for the strategy that gains most. Every strategy plays a few matches; the better ones play more, and
 * so on; the best of these are tried with one more condition. Who is best by then plays matches that
 * nobody has chosen them by.
 */
import type { Setting } from "./duel.ts";
import type { DuelPool } from "./pool.ts";
import { added, noScore, pointShare, type Score, scoreRow } from "./score.ts";
import { BASIC, HONEST, KNOWN, nameOf, narrowed, type Strategy } from "./strategies.ts";

/** Where the search is: a setting whose displays it chooses. */
export type Place = Omit<Setting, "frameRate">;

export interface Found {
  level: string;
  link: string;
  honest: Score;
  best: { strategy: Strategy; score: Score };
}

interface Tried {
  strategy: Strategy;
  score: Score;
}

/**
 * Rounds of the search: matches that each plays, and the share that plays on. With two matches, some 22
 * points, chance is 11 % of the points: who has 70 %, as the known cheats had, is kept. What is played in a
 * round counts in the next ones.
 */
const ROUNDS = [
  { matches: 2, kept: 0.3 },
  { matches: 6, kept: 0.3 },
  { matches: 20, kept: 0.3 },
  { matches: 60, kept: 0.3 },
] as const;
/** Until then displays of this rate (Hz) do, which take two thirds of the time. */
const COARSE = 30;
const FINE = 60;
/** So many of the best are tried with one more condition. */
const NARROWED = 2;
/** The honest play so many of the last matches: both sides are the same, so it only shows that they are. */
const HONEST_SHARE = 0.25;
/** Matches of later rounds have other seeds. */
const ROUND_SEEDS = 100_000;

export class Search {
  readonly #pool: DuelPool;
  readonly #setting: Place;
  readonly #seed: number;
  readonly #say: (line: string) => void;

  constructor(pool: DuelPool, setting: Place, seed: number, say: (line: string) => void) {
    this.#pool = pool;
    this.#setting = setting;
    this.#seed = seed;
    this.#say = say;
  }

  /** The whole search; `matches` are played by the best one. */
  async run(matches: number): Promise<Found> {
    let best = await this.#sieve(BASIC);
    const more = best.slice(0, NARROWED).flatMap(({ strategy }) => narrowed(strategy));
    best = [...best, ...(await this.#sieve(more))].sort(byPoints);
    return this.only([(best[0] as Tried).strategy], matches);
  }

  /** Just these, and an honest player. */
  async only(strategies: readonly Strategy[], matches: number): Promise<Found> {
    const [honest, ...cheats] = await this.#against(strategies, matches);
    const best = cheats.sort(byPoints)[0] as Tried;
    return this.#found((honest as Tried).score, best);
  }

  /** Only what is known to have been good: all of it until `half`, the best again until `until` (ms, Date.now). */
  async glance(half: number, until: number): Promise<Found> {
    const [best] = (await this.#byTurns(KNOWN, this.#seed, half)).sort(byPoints);
    const both = [HONEST, (best as Tried).strategy];
    const [honest, again] = await this.#byTurns(both, this.#seed + ROUND_SEEDS, until);
    return this.#found((honest as Tried).score, again as Tried);
  }

  /** A match of each after the other, at least one, until `until`. */
  async #byTurns(strategies: readonly Strategy[], from: number, until: number): Promise<Tried[]> {
    const over = () => Date.now() > until;
    let all = await this.#play(strategies, 1, from, FINE);
    for (let seed = from + 1; !over(); seed++) {
      const round = await this.#play(strategies, 1, seed, FINE, over);
      all = all.map((each, i) => joined(each, round[i] as Tried));
    }
    return all;
  }

  async #sieve(strategies: readonly Strategy[]): Promise<Tried[]> {
    let tried: Tried[] = strategies.map((strategy) => ({ strategy, score: noScore() }));
    for (const [i, { matches, kept }] of ROUNDS.entries()) {
      const left = tried.map(({ strategy }) => strategy);
      const round = await this.#play(left, matches, this.#seed + i * ROUND_SEEDS, COARSE);
      const all = tried.map((each, n) => joined(each, round[n] as Tried));
      tried = all.sort(byPoints).slice(0, Math.max(1, Math.ceil(kept * all.length)));
    }
    for (const { strategy, score } of tried) {
      this.#say(scoreRow(nameOf(strategy), score, this.#setting.rules.pointsToWin));
    }
    return tried;
  }

  /** An honest player's and theirs, with seeds that nobody has been chosen by. */
  async #against(strategies: readonly Strategy[], matches: number): Promise<Tried[]> {
    const seed = this.#seed + ROUNDS.length * ROUND_SEEDS;
    const few = Math.ceil(matches * HONEST_SHARE);
    const [honest, cheats] = await Promise.all([
      this.#play([HONEST], few, seed, FINE),
      Promise.all(strategies.map((each) => this.#told(each, matches, seed))),
    ]);
    return [...honest, ...cheats];
  }

  /** Plays it and prints its row as soon as that is known. */
  async #told(strategy: Strategy, matches: number, seed: number): Promise<Tried> {
    const [tried] = (await this.#play([strategy], matches, seed, FINE)) as [Tried];
    this.#say(scoreRow(nameOf(strategy), tried.score, this.#setting.rules.pointsToWin));
    return tried;
  }

  #found(honest: Score, best: Tried): Found {
    const { level, link } = this.#setting;
    const { rtt, jitter, loss } = link;
    return { level, link: `${rtt}/${jitter}/${100 * loss} %`, honest, best };
  }

  #play(
    strategies: readonly Strategy[],
    matches: number,
    seed: number,
    frameRate: number,
    stop?: () => boolean,
  ): Promise<Tried[]> {
    const setting = { ...this.#setting, frameRate };
    return Promise.all(
      strategies.map(async (strategy) => {
        const score = await this.#pool.play({ strategy, setting, seed, matches }, stop);
        return { strategy, score };
      }),
    );
  }
}

const joined = ({ strategy, score }: Tried, more: Tried): Tried => ({
  strategy,
  score: added(score, more.score),
});

/** Points tell more than matches: the best first. One that has not played is no good. */
const byPoints = (a: Tried, b: Tried): number => worth(b) - worth(a);
const worth = ({ score }: Tried): number => (score.matches === 0 ? 0 : pointShare(score));
