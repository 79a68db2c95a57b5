/**
 * A player's brain: sees the court with a reaction time, aims with error, moves a hand that is not
 * infinitely fast. Pure and deterministic from its random numbers. It sees what a person would see
 * on the screen and answers with a target, so it plays through the same input as everybody.
 */
import { fold, reachAt } from "./ball.ts";
import type { Mind } from "./bot-minds.ts";
import { BALL_MAX_Y, COURT_HALF_HEIGHT, PADDLE_PLANE, TICK_MS } from "./court.ts";
import { paddleRange, paddleSpeed, type Rules } from "./rules.ts";

/** How the bot's hand works: a pointer that glides, or two keys that are down or up. */
export type Hand = "pointer" | "keys";

/** What the bot sees at one moment. */
export interface Observation {
  /** The moment (ms, any clock). */
  now: number;
  /** Changes with every flight. */
  flight: number;
  /** Whether this flight is the bot's to return. */
  incoming: boolean;
  /** Where the ball will meet the bot's plane (u). */
  contactY: number;
  /** Share of the court still between ball and plane, 0 to 1. */
  remaining: number;
  ballY: number;
  /** By which it is played, and hits in this rally before this flight. */
  rules: Rules;
  hits: number;
  /** What only habits look at. */
  habits?: {
    /** Where the ball would meet the bot's plane if there were no walls from here on (u). */
    straightY: number;
    /** Where the other's paddle is (u). */
    otherY: number;
    /** The next point may decide the match. */
    matchPoint: boolean;
  };
}

/** The aim keeps so far from the end of the paddle's way (u): nobody parks a paddle in the corner. */
const CORNER = 10;
/** Reach of a whole classic paddle (u): for such a one `ambition` is meant. */
const USUAL_REACH = 92;
/** Ways shorter than this are not worth a key (u): the shortest press moves the paddle by 22. */
const KEY_WORTH = 30;
/** A tired bot gets so much worse with each hit, to this much at most; one that panics is so much worse at once. */
const TIRED_BY = 0.12;
const TIRED_MOST = 2.5;
const PANIC = 1.8;
/** A bot that plays to one side takes the ball at least at this share of how far off the middle it likes to. */
const LEAST_OFF = 0.5;
/** Returned when the bot does not change its mind; null is "stop here". */
export type BotMove = number | null | undefined;

export class Bot {
  private readonly mind: Mind;
  private readonly memory: Observation[] = [];
  private reaction = 210;
  private flight = -1;
  private incoming = false;
  private aim = 0;
  private offset = 0;
  /** How much worse than usual it is for now, as a factor on its errors. */
  private worse = 1;
  private nextDecision = 0;
  private pointer = 0;
  private tremor = 0;
  private direction = 0;
  private releaseAt = 0;
  private last = Number.NaN;
  private readonly random: () => number;
  private readonly hand: Hand;

  constructor(mind: Mind, hand: Hand, random: () => number) {
    this.mind = mind;
    this.hand = hand;
    this.random = random;
  }

  /** The bot's move on seeing `sight` with its own paddle at `ownY` (u): a target, null, or nothing. */
  step(sight: Observation, ownY: number): BotMove {
    const dt = Number.isNaN(this.last) ? 0 : sight.now - this.last;
    this.last = sight.now;
    const decided = this.decide(sight.now, this.remembered(sight));
    return this.hand === "pointer" ? this.movePointer(dt) : this.pressKeys(sight, decided, ownY);
  }

  /** What was to be seen one reaction time ago. */
  private remembered(sight: Observation): Observation {
    this.memory.push(sight);
    while ((this.memory[1]?.now ?? Number.POSITIVE_INFINITY) <= sight.now - this.reaction) {
      this.memory.shift();
    }
    return this.memory[0] as Observation;
  }

  private decide(now: number, seen: Observation): boolean {
    const { mind } = this;
    if (seen.flight !== this.flight) this.meet(seen, now);
    if (now < this.nextDecision) return false;
    this.nextDecision = now + 120 + 100 * this.random();
    const error = this.gauss() * (mind.aimNear + mind.aimFar * seen.remaining) * this.worse;
    const most = paddleRange(seen.rules) - CORNER;
    const aim = this.incoming ? this.expected(seen) + error - this.offset : this.restingPlace(seen);
    this.aim = Math.max(-most, Math.min(most, aim));
    return true;
  }

  /** A flight that was not seen before. */
  private meet(seen: Observation, now: number): void {
    const { mind } = this;
    this.flight = seen.flight;
    this.incoming = seen.incoming;
    this.nextDecision = now + (seen.hits === 0 ? (mind.dreams ?? 0) : 0);
    const u = this.random() * 2 - 1;
    const ambition = (mind.ambition * reachAt(seen.rules, seen)) / USUAL_REACH;
    this.offset = ambition * this.side(seen, ambition, u) * Math.abs(u) ** 0.7;
    this.reaction = mind.reaction + mind.reactionSpread * this.random();
    const tired = 1 + TIRED_BY * Math.max(0, seen.hits - (mind.tiresAfter ?? seen.hits));
    const panic = mind.panics && seen.habits?.matchPoint ? PANIC : 1;
    this.worse = Math.min(TIRED_MOST, tired) * panic;
  }

  /** On which side of the paddle to take the ball, 1 or -1, and how surely; `u` is its whim, -1 to 1. */
  private side(seen: Observation, ambition: number, u: number): number {
    const { shots } = this.mind;
    if (!shots || !seen.habits) return Math.sign(u);
    if (shots === "straight") return 0;
    const surely = Math.max(LEAST_OFF, Math.abs(u)) / Math.max(1e-9, Math.abs(u) ** 0.7);
    if (shots === "cross") return seen.contactY > 0 ? -surely : surely;
    const { otherY } = seen.habits;
    const distance = (gap: number) => Math.abs(landing(seen, gap) - otherY);
    const off = ambition * Math.max(LEAST_OFF, Math.abs(u));
    return distance(off) >= distance(-off) ? surely : -surely;
  }

  /** Where it thinks that the ball will come, by the walls that it sees beforehand. */
  private expected({ contactY, habits }: Observation): number {
    const { walls } = this.mind;
    if (walls === undefined || !habits) return contactY;
    let y = habits.straightY;
    for (let n = 0; n < walls && Math.abs(y) > BALL_MAX_Y; n++) {
      y = Math.sign(y) * 2 * BALL_MAX_Y - y;
    }
    return Math.max(-BALL_MAX_Y, Math.min(BALL_MAX_Y, y));
  }

  /** Where it waits for its turn. */
  private restingPlace({ ballY }: Observation): number {
    const whim = this.gauss() * 40;
    return this.mind.stays ? this.aim : 0.35 * ballY + whim;
  }

  private movePointer(dt: number): BotMove {
    this.tremor = 0.9 * this.tremor + this.gauss() * 1.3;
    this.pointer += (this.aim - this.pointer) * (1 - Math.exp(-dt / this.mind.hand));
    return Math.round(this.pointer + this.tremor);
  }

  private pressKeys({ now, rules }: Observation, decided: boolean, ownY: number): BotMove {
    const way = this.aim - ownY;
    if (decided && Math.abs(way) > KEY_WORTH) {
      const travel = (Math.abs(way) / paddleSpeed(rules)) * TICK_MS;
      this.releaseAt = now + Math.max(20, travel + this.gauss() * 10);
      const direction = way > 0 ? 1 : -1;
      if (direction === this.direction) return undefined;
      this.direction = direction;
      return direction * COURT_HALF_HEIGHT;
    }
    if (this.direction === 0 || (!decided && now < this.releaseAt)) return undefined;
    this.direction = 0;
    return null;
  }

  private gauss(): number {
    return (
      Math.sqrt(-2 * Math.log(1 - this.random())) * Math.cos(6.283185307179586 * this.random())
    );
  }
}

/** Where the ball would meet the other's plane if it were taken so far off the middle (u). */
function landing({ contactY, hits, rules }: Observation, gap: number): number {
  const share = (gap / reachAt(rules, { hits })) * rules.edgeSlope;
  const forward = 1 + rules.edgePace * Math.abs(gap / reachAt(rules, { hits }));
  const slope = rules.forward === 1 ? share / forward : share / Math.sqrt(1 - share * share);
  return fold(contactY + slope * 2 * PADDLE_PLANE);
}
