/**
 * The rules of a match as numbers. Whatever a rule decides is read from here: by the simulation, by both
 * clients, by bots and benchmarks. SPEC.md says what each does to the game.
 *
 * A number is a multiple of 1/per, so it travels as a whole number and is the same double everywhere.
 */
import { COURT_HALF_HEIGHT, TICK_RATE } from "./court.ts";

/**
 * - stamped: an input applies from the tick its sender saw, and a contact waits for the defender's
 *   message. The game as it is meant.
 * - ahead: an input applies from its stamp if that is still to come, else on arrival; nobody waits.
 * - arrival: an input applies when it arrives; nobody waits. The usual way.
 */
export type InputPolicy = "stamped" | "ahead" | "arrival";
export const INPUT_POLICIES: readonly InputPolicy[] = ["stamped", "ahead", "arrival"];

/** Least and greatest value, and how many steps a unit has. */
interface Range {
  min: number;
  max: number;
  per: number;
}

/** Every rule that is a number, in the order in which they travel. */
export const RULE_RANGES = {
  /** Points that win the match. */
  pointsToWin: { min: 1, max: 21, per: 1 },
  /** Factor on the serve's speed. */
  pace: { min: 0.5, max: 2, per: 100 },
  /** Speed of a serve at pace 1 (u/s). */
  serveSpeed: { min: 300, max: 1500, per: 1 },
  /** Largest share of a serve's speed that goes up or down. */
  serveSlope: { min: 0, max: 0.95, per: 100 },
  /** Each hit makes the ball this much faster. */
  gain: { min: 1, max: 1.25, per: 1000 },
  /** Fastest that hits make it (u/s). */
  speedLimit: { min: 300, max: 3000, per: 1 },
  /**
   * What these speeds are. 0: the ball's whole speed, so the steeper it flies, the later it arrives.
   * 1: its speed forward, and what goes up or down comes on top.
   */
  forward: { min: 0, max: 1, per: 1 },
  /** Share of the speed that goes up or down after a hit with the very end of the paddle. */
  edgeSlope: { min: 0, max: 2, per: 100 },
  /** So much faster flies a ball that was taken with the very end of the paddle, up to its next contact. */
  edgePace: { min: 0, max: 1, per: 100 },
  /** Share of the paddle's own speed that a hit adds to the ball's, up or down. */
  swing: { min: 0, max: 1, per: 100 },
  /** At the beginning of a rally (u). */
  paddleLength: { min: 40, max: 300, per: 1 },
  /** u/s. */
  paddleSpeed: { min: 200, max: 2000, per: 1 },
  /** From this hit of a rally on both paddles grow shorter. */
  shrinkAfter: { min: 0, max: 100, per: 1 },
  /** By this much at each hit (u). */
  shrinkBy: { min: 0, max: 20, per: 10 },
  /** Down to this (u). */
  shortest: { min: 20, max: 300, per: 1 },
  /** Pause after a point, for the score to be seen (ticks). */
  pointPause: { min: 15, max: 120, per: 1 },
} as const satisfies Record<string, Range>;

export type RuleName = keyof typeof RULE_RANGES;
export const RULE_NAMES = Object.keys(RULE_RANGES) as RuleName[];
export type RuleNumbers = Record<RuleName, number>;

/** What decides where a hit sends the ball. */
export type HitRules = LengthRules &
  Pick<Rules, "gain" | "speedLimit" | "forward" | "edgeSlope" | "edgePace" | "swing">;

export interface Rules extends Readonly<RuleNumbers> {
  /** How contacts are judged; anything but "stamped" is for learning and for comparison. */
  readonly inputPolicy: InputPolicy;
}

/** Points and paces that are offered. */
export const POINTS_TO_WIN = [3, 7, 11, 21] as const;
export const PACES = [0.8, 1, 1.25] as const;

/** The game of before: the ball's whole speed grows, and nothing else changes within a rally. */
export const CLASSIC_RULES: Rules = {
  pointsToWin: 7,
  pace: 1,
  serveSpeed: 700,
  serveSlope: 0.6,
  gain: 1.05,
  speedLimit: 1900,
  forward: 0,
  edgeSlope: 0.85,
  edgePace: 0,
  swing: 0,
  paddleLength: 160,
  paddleSpeed: 1100,
  shrinkAfter: 0,
  shrinkBy: 0,
  shortest: 160,
  pointPause: 45,
  inputPolicy: "stamped",
};

/**
 * Quickpong: what strangers play. The numbers were found with `npm run bench:play`; docs/design.md says
 * what they are for.
 */
export const DEFAULT_RULES: Rules = {
  ...CLASSIC_RULES,
  serveSpeed: 720,
  serveSlope: 0.55,
  gain: 1.04,
  speedLimit: 1400,
  forward: 1,
  edgeSlope: 1.4,
  swing: 0.3,
  paddleLength: 280,
  paddleSpeed: 350,
  shrinkAfter: 3,
  shrinkBy: 20,
  shortest: 20,
  pointPause: 30,
};

type LengthRules = Pick<Rules, "paddleLength" | "shrinkAfter" | "shrinkBy" | "shortest">;

/** Length of both paddles once a rally has had `hits` hits (u). */
export function paddleLength(rules: LengthRules, hits: number): number {
  const shrunk = rules.paddleLength - rules.shrinkBy * Math.max(0, hits - rules.shrinkAfter);
  return Math.max(rules.shortest, shrunk);
}

/** The least that a paddle's length comes to (u). */
export const shortestPaddle = ({ paddleLength, shrinkBy, shortest }: LengthRules): number =>
  shrinkBy > 0 ? shortest : paddleLength;

/**
 * Furthest a paddle's centre gets from the middle (u): as far as the shortest one has room. A longer
 * one goes into the wall there, so that no corner is out of its reach later on.
 */
export const paddleRange = (rules: LengthRules): number =>
  COURT_HALF_HEIGHT - shortestPaddle(rules) / 2;

/** A paddle's speed (u/tick). */
export const paddleSpeed = (rules: Pick<Rules, "paddleSpeed">): number =>
  rules.paddleSpeed / TICK_RATE;

/** The fastest that the ball's whole speed can be (u/tick). */
export function fastestBall({ speedLimit, forward, edgeSlope, edgePace }: Rules): number {
  const limit = speedLimit / TICK_RATE;
  if (forward === 0) return limit;
  return limit * Math.sqrt((1 + edgePace) * (1 + edgePace) + edgeSlope * edgeSlope);
}

/** What is wrong with numbers as rules, in a sentence; null when nothing is. */
export function faultIn(numbers: { readonly [name in RuleName]?: unknown }): string | null {
  for (const name of RULE_NAMES) {
    const { min, max, per } = RULE_RANGES[name];
    const value = numbers[name];
    if (typeof value !== "number" || !(value >= min && value <= max)) {
      return `${name} must be a number from ${min} to ${max}.`;
    }
    if (value !== Math.round(value * per) / per) return `${name} must be a multiple of 1/${per}.`;
  }
  return faultBetween(numbers as RuleNumbers);
}

function faultBetween(rules: RuleNumbers): string | null {
  if (rules.shortest > rules.paddleLength) return "shortest must not be over paddleLength.";
  if (rules.serveSpeed * rules.pace > rules.speedLimit) {
    return "serveSpeed times pace must not be over speedLimit.";
  }
  // With nothing left that goes forward, a ball never arrives.
  if (rules.forward === 0 && rules.edgeSlope > 0.95) return "edgeSlope must be 0.95 at most.";
  if (rules.forward === 0 && (rules.swing > 0 || rules.edgePace > 0)) {
    return "swing and edgePace need forward.";
  }
  return null;
}

/** Rules from what somebody sent, without anything else that was in it; null when they are none. */
export function readRules(raw: unknown): Rules | null {
  if (typeof raw !== "object" || raw === null) return null;
  const numbers = raw as RuleNumbers;
  if (faultIn(numbers) !== null) return null;
  const known = Object.fromEntries(RULE_NAMES.map((name) => [name, numbers[name]]));
  return { ...(known as RuleNumbers), inputPolicy: "stamped" };
}
