/**
 * Simulated people. One sees the court a reaction time late, judges where the ball will come with an
 * error that shrinks as it comes nearer, says where the paddle should go, and thinks again a moment
 * later. Between two thoughts nothing happens, so a match takes a few milliseconds.
 */
import {
  ballX,
  ballY,
  contactTime,
  contactY,
  defenderOf,
  type Flight,
  planeOf,
  reachAt,
  returned,
} from "@quickpong/shared/ball.ts";
import {
  BALL_MAX_Y,
  otherSide,
  PADDLE_PLANE,
  type Side,
  ticksFromMs,
} from "@quickpong/shared/court.ts";
import { lastFlight, type MatchState } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { paddleRange } from "@quickpong/shared/rules.ts";
import { receiveInput, receiveWatermark } from "@quickpong/shared/simulation.ts";

export const SKILL_NAMES = ["child", "casual", "gamer", "expert"] as const;
export type SkillName = (typeof SKILL_NAMES)[number];

interface Skill {
  /** ms. */
  reaction: number;
  /** Standard deviation of the judgement with the ball at the paddle, and what a whole court adds (u). */
  near: number;
  far: number;
  /** Takes balls up to so far from the paddle's middle, for want of care or to steer them (u). */
  spread: number;
}
export const SKILLS: Record<SkillName, Skill> = {
  child: { reaction: 340, near: 48, far: 190, spread: 15 },
  casual: { reaction: 250, near: 24, far: 95, spread: 42 },
  gamer: { reaction: 200, near: 12, far: 45, spread: 68 },
  expert: { reaction: 170, near: 6, far: 20, spread: 79 },
};

/** How somebody plays. */
export interface Style {
  skill: SkillName;
  /**
   * Where on the paddle the ball is to meet it: anywhere within the skill's spread, or always so far
   * from the middle (u), on the side that sends it to where the other is not. While a paddle is shorter
   * than at first, everything is in proportion.
   */
  offset: "any" | number;
  /** Sees beforehand what the walls will do to the ball. */
  walls: boolean;
}

/** From one thought to the next (ms): at least, and up to this much more. */
const THINK = 120;
const THINK_SPREAD = 100;
/** A reaction is up to this much longer or shorter than its mean, as a share. */
const REACTION_SPREAD = 0.2;
/** Waits around the middle, as exactly as this (u). */
const WAITING = 30;

export class Person {
  /** When it has something to do next (ticks). */
  next = Number.POSITIVE_INFINITY;
  readonly #style: Style;
  readonly #side: Side;
  readonly #random: () => number;
  #flown = 0;
  #reaction = 0;
  /** This flight's share of the spread, -1 to 1. */
  #whim = 0;
  #thinkAt = Number.POSITIVE_INFINITY;
  #markAt = Number.POSITIVE_INFINITY;
  #seq = 0;

  constructor(style: Style, side: Side, random: () => number) {
    this.#style = style;
    this.#side = side;
    this.#random = random;
  }

  /** Does what is due at `now` (ticks), the match having been brought there. */
  act(match: MatchState, now: number): void {
    const flight = lastFlight(match);
    if (flight && match.flown !== this.#flown) this.#see(flight, match.flown, now);
    if (flight && now >= this.#thinkAt) this.#think(match, flight, now);
    if (now >= this.#markAt) {
      this.#markAt = Number.POSITIVE_INFINITY;
      receiveWatermark(match, this.#side, Math.floor(now), now);
    }
    this.next = Math.min(this.#thinkAt, this.#markAt);
  }

  #see(flight: Flight, flown: number, now: number): void {
    this.#flown = flown;
    const { reaction } = SKILLS[this.#style.skill];
    const share = 1 + REACTION_SPREAD * (2 * this.#random() - 1);
    this.#reaction = ticksFromMs(reaction * share);
    this.#whim = 2 * this.#random() - 1;
    this.#thinkAt = Math.max(now, flight.start) + this.#reaction;
    const open = flight.ruling === "open" && this.#isMine(flight);
    this.#markAt = open ? Math.ceil(contactTime(flight)) : Number.POSITIVE_INFINITY;
  }

  #think(match: MatchState, flight: Flight, now: number): void {
    const mine = this.#isMine(flight);
    const wanted = mine ? this.#aim(match, flight, now) : this.#gauss() * WAITING;
    const most = paddleRange(match.rules);
    const target = Math.max(-most, Math.min(most, wanted));
    const tick = Math.floor(now) + 1;
    receiveInput(match, this.#side, { seq: this.#seq++ & 255, tick, target }, now);
    const again = now + ticksFromMs(THINK + THINK_SPREAD * this.#random());
    this.#thinkAt = mine && again < contactTime(flight) ? again : Number.POSITIVE_INFINITY;
  }

  /** Where the paddle should be when the ball comes (u). */
  #aim(match: MatchState, flight: Flight, now: number): number {
    const { near, far } = SKILLS[this.#style.skill];
    const seen = Math.max(flight.start, now - this.#reaction);
    const way = Math.abs(planeOf(this.#side) - ballX(flight, seen));
    const error = this.#gauss() * (near + (far * way) / (2 * PADDLE_PLANE));
    const comes = this.#style.walls ? contactY(flight) : withoutWalls(flight, seen);
    return comes + error - this.#gap(match, flight, seen);
  }

  /** Where on the paddle the ball should meet it (u). */
  #gap(match: MatchState, flight: Flight, seen: number): number {
    const { rules } = match;
    const { skill, offset } = this.#style;
    const share = reachAt(rules, flight) / reachAt(rules, { hits: 0 });
    if (offset === "any") return this.#whim * SKILLS[skill].spread * share;
    if (offset === 0) return 0;
    const other = otherSide(this.#side);
    const otherY = trackAt(rules, match.players[other].segments, seen);
    const farFrom = (gap: number) =>
      Math.abs(contactY(returned(rules, { ...flight, gap, ruling: "hit" }, 0)) - otherY);
    const gap = offset * share;
    return farFrom(gap) >= farFrom(-gap) ? gap : -gap;
  }

  #isMine(flight: Flight): boolean {
    return defenderOf(flight) === this.#side;
  }

  #gauss(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}

/** Where the ball seems to come, seen at `t` (ticks), to somebody who doesn't think of walls (u). */
function withoutWalls(flight: Flight, t: number): number {
  const y = ballY(flight, t);
  // A moment later it shows which way the ball flies now.
  const vy = (ballY(flight, t + 1e-3) - y) / 1e-3;
  const straight = y + vy * (contactTime(flight) - t);
  return Math.max(-BALL_MAX_Y, Math.min(BALL_MAX_Y, straight));
}
