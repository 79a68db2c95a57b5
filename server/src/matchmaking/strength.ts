/**
 * How long two players of different strength are kept apart, in case somebody nearer comes. Pure: time is an
 * argument (ms). Where few come nobody waits: docs/adr/0017-rate-with-glicko-2.md.
 */
import { isProvisional, type KnownStrength } from "../rating/rating.ts";

/** Two whose ratings differ by no more are paired at once. */
export const NEAR = 150;
/** The difference that is near enough grows by so much in a second. */
export const WIDENING = 100;
/** Nobody is kept waiting longer than this for a nearer opponent (ms). */
export const NEARER_PATIENCE = 3000;
/** Arrivals are counted for so long (ms). */
const COUNTED_FOR = 60_000;
/** With fewer arrivals counted than this, less than one player comes within NEARER_PATIENCE. */
const MANY = COUNTED_FOR / NEARER_PATIENCE;

/**
 * How long the one of the two who came first waits for a nearer opponent than the other (ms): 0 when they are
 * near enough, or too little is known of one.
 */
export function nearEnoughAfter(a?: KnownStrength, b?: KnownStrength): number {
  if (!a || !b || isProvisional(a) || isProvisional(b)) return 0;
  const beyond = Math.abs(a.rating - b.rating) - NEAR;
  return Math.min(NEARER_PATIENCE, Math.max(0, (beyond * 1000) / WIDENING));
}

/** When the last players came. */
export class Arrivals {
  readonly #times: number[] = [];

  add(now: number): void {
    this.#times.push(now);
    if (this.#times.length > MANY) this.#times.shift();
  }

  /** From when on fewer come than are worth waiting for, if nobody comes until then (ms). */
  fewFrom(): number {
    const [oldest] = this.#times;
    if (oldest === undefined || this.#times.length < MANY) return Number.NEGATIVE_INFINITY;
    return oldest + COUNTED_FOR;
  }
}
