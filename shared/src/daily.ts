/**
 * The day's course: everybody plays against the same wall, which returns everything by a list of the day's own.
 * Pure, and `+ - * /` only: every process has the same course, also after a restart.
 */
import { type Key, keyFrom } from "./chacha20.ts";
import { randomFrom } from "./random.ts";
import { DEFAULT_RULES, type Rules } from "./rules.ts";

/** ms. */
const DAY = 86_400_000;
/** Tries that a player has a day. */
export const TRIES = 3;
/** Of its reach the wall uses so much: no ball leaves by the very end of its paddle. */
const WIDEST = 0.9;
/** Different numbers from one seed for the serve and for the returns. */
const RETURNS = 0x2545f491;

/**
 * A point, a ball that grows faster, then paddles that grow shorter. A rally that nobody misses ends with the
 * time that every rally has (RALLY_TIMEOUT).
 */
export const DAILY_RULES: Rules = {
  ...DEFAULT_RULES,
  pointsToWin: 1,
  serveSpeed: 680,
  serveSlope: 0.4,
  gain: 1.03,
  speedLimit: 1800,
  edgeSlope: 1.1,
  // Where the wall sends the ball follows from the course alone, not from how it came there.
  swing: 0,
  paddleLength: 200,
  paddleSpeed: 1200,
  shrinkAfter: 16,
  shrinkBy: 5,
  shortest: 20,
};

/** Days since 1970 at the time `at` (ms since 1970); days change at midnight in UTC. */
export const dayAt = (at: number): number => Math.floor(at / DAY);

/** When a day begins (ms since 1970). */
export const beginOfDay = (day: number): number => day * DAY;

/** Of the day's serve. */
export const dailyKey = (day: number): Key => keyFrom(randomFrom(day));

/** Where on its paddle the wall takes the ball at each of its returns, as a share of its reach from -0.9 to 0.9. */
export class DailyCourse {
  readonly #random: () => number;
  readonly #shares: number[] = [];

  constructor(day: number) {
    this.#random = randomFrom(day ^ RETURNS);
  }

  /** At the wall's return number `n`, from 0. */
  shareAt(n: number): number {
    while (this.#shares.length <= n) this.#shares.push(WIDEST * (2 * this.#random() - 1));
    return this.#shares[n] as number;
  }
}
