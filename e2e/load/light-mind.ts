/**
 * The mind of a light bot: like the one in shared/src/bot.ts that plays with keys, but it says when
 * it wants to be asked next instead of looking at sixty frames a second.
 */

import { reachAt } from "@quickpong/shared/ball.ts";
import { DEFAULT_RULES, paddleRange, paddleSpeed, type Rules } from "@quickpong/shared/rules.ts";
import type { PlayerSkill } from "./skills.ts";

/** Reaction (ticks), and error of the aim (u). */
const SKILLS: Record<PlayerSkill, { reaction: number; near: number; far: number }> = {
  beginner: { reaction: 19, near: 60, far: 120 },
  club: { reaction: 13, near: 9, far: 45 },
  pro: { reaction: 10, near: 5, far: 22 },
};
/** Ways shorter than this are not worth a key (u), and time between two decisions (ticks). */
const NEAR_ENOUGH = 10;
const DECIDE_EVERY = 8;
/** How far off the middle of the paddle it likes to take the ball, as a share of its reach. */
const AMBITION = 0.76;

/** What to do now, and when to be asked again (ticks). */
export interface Move {
  target: number;
  next: number;
}

export class LightMind {
  readonly #skill: (typeof SKILLS)[PlayerSkill];
  readonly #random: () => number;
  #until = Number.POSITIVE_INFINITY;
  #pressed = false;
  #offset = 0;
  #rules = DEFAULT_RULES;

  constructor(level: PlayerSkill, random: () => number) {
    this.#skill = SKILLS[level];
    this.#random = random;
  }

  /** A new flight was seen, after `hits` hits: when to decide about it (ticks). */
  seen(rules: Rules, hits: number, start: number, now: number): number {
    this.#rules = rules;
    this.#offset = AMBITION * reachAt(rules, { hits }) * (this.#random() * 2 - 1);
    return Math.max(now, start) + this.#skill.reaction * (1 + 0.4 * this.#random());
  }

  /**
   * Decides at `now` (ticks) with the own paddle at `y`; `ball` is where it will come, `remaining`
   * the share of the way it still has, or undefined when it is not coming.
   */
  decide(now: number, y: number, ball: number | undefined, remaining: number): Move | null {
    if (this.#pressed && now >= this.#until) {
      this.#pressed = false;
      return { target: y, next: now + DECIDE_EVERY * (ball === undefined ? 4 : 1) };
    }
    if (this.#pressed) return null;
    const error = this.#gauss() * (this.#skill.near + this.#skill.far * remaining);
    const aim = ball === undefined ? this.#gauss() * 60 : ball + error + this.#offset;
    const end = paddleRange(this.#rules);
    const way = Math.max(-end, Math.min(end, aim)) - y;
    if (Math.abs(way) < NEAR_ENOUGH) return null;
    this.#pressed = true;
    this.#until = now + Math.max(1.2, Math.abs(way) / paddleSpeed(this.#rules));
    return { target: way > 0 ? end : -end, next: this.#until };
  }

  /** Nearly normal, with a standard deviation of 1. */
  #gauss(): number {
    return 2 * (this.#random() + this.#random() + this.#random() - 1.5);
  }
}
