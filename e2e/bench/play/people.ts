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
  /** Time constant of the hand (ms): what is left of a way after it is a third. */
  hand: number;
}
export const SKILLS: Record<SkillName, Skill> = {
  child: { reaction: 340, near: 48, far: 190, spread: 30, hand: 140 },
  casual: { reaction: 250, near: 24, far: 95, spread: 54, hand: 90 },
  gamer: { reaction: 200, near: 12, far: 45, spread: 72, hand: 55 },
  expert: { reaction: 170, near: 6, far: 20, spread: 79, hand: 40 },
};

/** How somebody plays. */
export interface Style {
  skill: SkillName;
  /**
   * Where on the paddle the ball is to meet it: anywhere within the skill's spread, or always so far
   * from the middle (u), on the side that sends it to where the other is not, as seen when the ball comes
   * past the middle. While a paddle is shorter than at first, everything is in proportion.
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
/** Waits this share of the way to where the ball meets the other, as exactly as this (u), as our bots do. */
const WAITING_SHARE = 0.35;
const WAITING = 40;

export class Person {
  /** When it has something to do next (ticks). */
  next = Number.POSITIVE_INFINITY;
  readonly #style: Style;
  readonly #side: Side;
  readonly #random: () => number;
  #flightCount = 0;
  #reaction = 0;
  /** This flight's share of the spread, -1 to 1. */
  #whim = 0;
  /** On which side of the paddle to take this ball, once that is decided. */
  #sideways: 1 | -1 | undefined;
  #thinkAt = Number.POSITIVE_INFINITY;
  #markAt = Number.POSITIVE_INFINITY;
  #seq = 0;
  /** Where the hand points (u). */
  #hand = 0;

  constructor(style: Style, side: Side, random: () => number) {
    this.#style = style;
    this.#side = side;
    this.#random = random;
  }

  /** Does what is due at `now` (ticks), the match having been brought there. */
  act(match: MatchState, now: number): void {
    const flight = lastFlight(match);
    if (flight && match.flightCount !== this.#flightCount)
      this.#see(flight, match.flightCount, now);
    if (flight && now >= this.#thinkAt) this.#think(match, flight, now);
    if (now >= this.#markAt) {
      this.#markAt = Number.POSITIVE_INFINITY;
      receiveWatermark(match, this.#side, Math.floor(now), now);
    }
    this.next = Math.min(this.#thinkAt, this.#markAt);
  }

  #see(flight: Flight, flightCount: number, now: number): void {
    this.#flightCount = flightCount;
    const { reaction } = SKILLS[this.#style.skill];
    const share = 1 + REACTION_SPREAD * (2 * this.#random() - 1);
    this.#reaction = ticksFromMs(reaction * share);
    this.#whim = 2 * this.#random() - 1;
    this.#sideways = undefined;
    this.#thinkAt = Math.max(now, flight.start) + this.#reaction;
    const open = flight.ruling === "open" && this.#isMine(flight);
    // As our clients: in time, for a message that comes late gives the other a pause.
    this.#markAt = open ? Math.floor(contactTime(flight)) : Number.POSITIVE_INFINITY;
  }

  #think(match: MatchState, flight: Flight, now: number): void {
    const mine = this.#isMine(flight);
    const wanted = mine ? this.#aim(match, flight, now) : this.#waitingPlace(flight);
    const most = paddleRange(match.rules);
    const aim = Math.max(-most, Math.min(most, wanted));
    const [contact, again] = [
      contactTime(flight),
      now + ticksFromMs(THINK + THINK_SPREAD * this.#random()),
    ];
    this.#moveHand(match, now, aim, Math.min(again, Math.max(now, contact)));
    this.#thinkAt = again < contact ? again : Number.POSITIVE_INFINITY;
  }

  /** Sends the paddle to where the hand gets by `until` on its way to `aim`. */
  #moveHand(match: MatchState, now: number, aim: number, until: number): void {
    const left = Math.exp(-(until - now) / ticksFromMs(SKILLS[this.#style.skill].hand));
    this.#hand = aim + (this.#hand - aim) * left;
    const tick = Math.floor(now) + 1;
    receiveInput(match, this.#side, { seq: this.#seq++ & 255, tick, target: this.#hand }, now);
  }

  #waitingPlace(flight: Flight): number {
    return WAITING_SHARE * contactY(flight) + this.#gauss() * WAITING;
  }

  /** Where the paddle should be when the ball comes (u). */
  #aim(match: MatchState, flight: Flight, now: number): number {
    const { near, far } = SKILLS[this.#style.skill];
    const seen = Math.max(flight.start, now - this.#reaction);
    const way = Math.abs(planeOf(this.#side) - ballX(flight, seen));
    const error = this.#gauss() * (near + (far * way) / (2 * PADDLE_PLANE));
    const comes = this.#style.walls ? contactY(flight) : withoutWalls(flight, seen);
    return comes + error - this.#gap(match, flight, seen, way);
  }

  /** Where on the paddle the ball should meet it (u), seen `way` (u) before it. */
  #gap(match: MatchState, flight: Flight, seen: number, way: number): number {
    const { rules } = match;
    const { skill, offset } = this.#style;
    const share = reachAt(rules, flight) / reachAt(rules, { hits: 0 });
    if (offset === "any") return this.#whim * SKILLS[skill].spread * share;
    if (offset === 0) return 0;
    // Until the ball is past the middle, the other is on the way back to where they wait.
    if (way > PADDLE_PLANE) return 0;
    // Decided once for each ball: who changes their mind again misses it.
    this.#sideways ??= this.#awayFromOther(match, flight, offset * share, seen);
    return this.#sideways * offset * share;
  }

  /** 1 or -1: taken so far off the middle on that side, the ball goes further from where the other is. */
  #awayFromOther(match: MatchState, flight: Flight, gap: number, seen: number): 1 | -1 {
    const { rules, players } = match;
    const otherY = trackAt(rules, players[otherSide(this.#side)].segments, seen);
    const distance = (off: number) =>
      Math.abs(contactY(returned(rules, { ...flight, gap: off, ruling: "hit" }, 0)) - otherY);
    return distance(gap) >= distance(-gap) ? 1 : -1;
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
