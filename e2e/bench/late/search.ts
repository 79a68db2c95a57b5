/**
 * Looks for the strategy that gains most. Every strategy plays a few matches; the better ones play more, and
 * so on; the best of these are tried with one more condition. Who is best by then plays matches that
 * nobody has chosen them by.
 */
import type { Setting } from "./duel.ts";
import type { DuelPool } from "./pool.ts";
import { added, pointShare, type Score, scoreRow } from "./score.ts";
import { BASIC, HONEST, KNOWN, nameOf, narrowed, type Strategy } from "./strategies.ts";

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

/** Rounds of the search: matches that each plays, and the share that plays on. */
const ROUNDS = [
  { matches: 4, kept: 0.25 },
  { matches: 12, kept: 0.25 },
  { matches: 40, kept: 0.25 },
] as const;
/** So many of the best are tried with one more condition. */
const NARROWED = 2;
/** Matches of later rounds have other seeds. */
const ROUND_SEEDS = 100_000;

export class Search {
  readonly #pool: DuelPool;
  readonly #setting: Setting;
  readonly #seed: number;
  readonly #say: (line: string) => void;

  constructor(pool: DuelPool, setting: Setting, seed: number, say: (line: string) => void) {
    this.#pool = pool;
    this.#setting = setting;
    this.#seed = seed;
    this.#say = say;
  }

  /** The whole search; `matches` are played by the best one and by an honest player. */
  async run(matches: number): Promise<Found> {
    let best = await this.#sieve(BASIC);
    const more = best.slice(0, NARROWED).flatMap(({ strategy }) => narrowed(strategy));
    best = [...best, ...(await this.#sieve(more))].sort(byPoints);
    return this.#confirm((best[0] as Tried).strategy, matches);
  }

  /** Just `strategy`, and an honest player. */
  one(strategy: Strategy, matches: number): Promise<Found> {
    return this.#confirm(strategy, matches);
  }

  /** Only what is known to have been good, by turns until `until` (ms, Date.now). */
  async glance(until: number): Promise<Found> {
    const over = () => Date.now() > until;
    let all: Tried[] = [];
    for (let seed = this.#seed; !over() || all.length === 0; seed++) {
      const round = await this.#play(
        [HONEST, ...KNOWN],
        1,
        seed,
        all.length > 0 ? over : undefined,
      );
      all = round.map(({ strategy, score }, i) => {
        return { strategy, score: all[i] ? added(all[i].score, score) : score };
      });
    }
    const [honest, ...cheats] = all;
    const best = cheats.sort(byPoints)[0] as Tried;
    return this.#found((honest as Tried).score, best);
  }

  async #sieve(strategies: readonly Strategy[]): Promise<Tried[]> {
    let left = [...strategies];
    let tried: Tried[] = [];
    for (const [i, { matches, kept }] of ROUNDS.entries()) {
      const all = await this.#play(left, matches, this.#seed + i * ROUND_SEEDS);
      tried = all.sort(byPoints).slice(0, Math.max(1, Math.ceil(kept * all.length)));
      left = tried.map(({ strategy }) => strategy);
    }
    for (const { strategy, score } of tried) this.#say(scoreRow(nameOf(strategy), score));
    return tried;
  }

  async #confirm(strategy: Strategy, matches: number): Promise<Found> {
    const seed = this.#seed + ROUNDS.length * ROUND_SEEDS;
    const [honest, best] = await this.#play([HONEST, strategy], matches, seed);
    return this.#found((honest as Tried).score, best as Tried);
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
    stop?: () => boolean,
  ): Promise<Tried[]> {
    const setting = this.#setting;
    return Promise.all(
      strategies.map(async (strategy) => {
        const score = await this.#pool.play({ strategy, setting, seed, matches }, stop);
        return { strategy, score };
      }),
    );
  }
}

/** Points tell more than matches: the best first. One that has not played is no good. */
const byPoints = (a: Tried, b: Tried): number => worth(b) - worth(a);
const worth = ({ score }: Tried): number => (score.matches === 0 ? 0 : pointShare(score));
