/**
 * What makes each bot: how strong it is, and a habit that a person can find out and use. The strengths
 * are what `npm run bench:bots -- --tune` prints by the default rules.
 */
import type { BotLevel } from "./bot-levels.ts";

/** How well somebody plays. Times in ms, lengths in u. */
export interface Skill {
  /** Reaction time: at least, and up to this much more. */
  reaction: number;
  reactionSpread: number;
  /** Standard deviation of the aim when the ball is at the paddle, and what a full court adds. */
  aimNear: number;
  aimFar: number;
  /** How far from the paddle's middle it likes to take the ball, to steer it. */
  ambition: number;
  /** Time constant of the hand that moves the pointer. */
  hand: number;
}

/** What somebody does again and again. */
export interface Habit {
  /** Walls it sees beforehand; all of them unless said. */
  walls?: number;
  /** Where it plays to: anywhere unless said, straight, across the court, or to where the other is not. */
  shots?: "straight" | "cross" | "away";
  /** Stays where it hit the ball, instead of going back to the middle. */
  stays?: boolean;
  /** So much slower to react to a serve (ms). */
  dreams?: number;
  /** From this hit of a rally on it gets worse with each. */
  tiresAfter?: number;
  /** Plays worse when a point may decide the match. */
  panics?: boolean;
}

export type Mind = Skill & Habit;

/** Strength 0 plays about as a child does, 1 as an expert; between and beyond, everything in proportion. */
const WEAK: Skill = {
  reaction: 272,
  reactionSpread: 136,
  aimNear: 48,
  aimFar: 190,
  ambition: 30,
  hand: 140,
};
const STRONG: Skill = {
  reaction: 136,
  reactionSpread: 68,
  aimNear: 6,
  aimFar: 20,
  ambition: 79,
  hand: 40,
};

/** Nobody likes to take the ball further off the middle than this (u): the end of a paddle is near. */
const BOLDEST = 76;

/** The skill of a strength. */
export function skillOf(strength: number): Skill {
  const skill = { ...WEAK };
  for (const name of Object.keys(WEAK) as (keyof Skill)[]) {
    skill[name] *= (STRONG[name] / WEAK[name]) ** strength;
  }
  skill.ambition = Math.min(BOLDEST, skill.ambition);
  return skill;
}

export const HABITS: Readonly<Record<BotLevel, Habit>> = {
  pip: { shots: "straight" },
  mo: { stays: true },
  lulu: { dreams: 200 },
  rex: { tiresAfter: 8 },
  vera: { walls: 1 },
  otto: { shots: "cross" },
  nina: { shots: "away", panics: true },
  zoe: { shots: "away" },
};

export const STRENGTHS: Readonly<Record<BotLevel, number>> = {
  pip: -0.04,
  mo: 0.45,
  lulu: 0.25,
  rex: 0.52,
  vera: 0.58,
  otto: 0.62,
  nina: 0.88,
  zoe: 1.01,
};

/** Everybody has good days and bad ones: so much better or worse at most, in strength. */
export const FORM = 0.7;

/** A bot as it is today: its form is drawn from `random`. */
export const mindOf =
  (level: BotLevel, strength = STRENGTHS[level]) =>
  (random: () => number): Mind => ({
    ...skillOf(strength + FORM * (2 * random() - 1)),
    ...HABITS[level],
  });
