/**
 * A player's brain: sees the court with a reaction time, aims with error, moves a hand that is not
 * infinitely fast. Pure and deterministic from its random numbers. It sees what a person would see
 * on the screen and answers with a target, so it plays through the same input as everybody.
 */
import { reachAt } from "./ball.ts";
import { COURT_HALF_HEIGHT, TICK_MS } from "./court.ts";
import { paddleRange, paddleSpeed, type Rules } from "./rules.ts";

export const BOT_LEVELS = ["beginner", "club", "pro"] as const;
export type BotLevel = (typeof BOT_LEVELS)[number];

/** What makes a level. Times in ms, lengths in u. */
interface Skill {
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
const SKILLS: Record<BotLevel, Skill> = {
  beginner: {
    reaction: 260,
    reactionSpread: 140,
    aimNear: 34,
    aimFar: 150,
    ambition: 40,
    hand: 140,
  },
  club: { reaction: 180, reactionSpread: 70, aimNear: 9, aimFar: 45, ambition: 84, hand: 55 },
  pro: { reaction: 150, reactionSpread: 40, aimNear: 5, aimFar: 22, ambition: 78, hand: 40 },
};

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
}

/** The aim keeps so far from the end of the paddle's way (u): nobody parks a paddle in the corner. */
const CORNER = 10;
/** Reach of a whole classic paddle (u): for such a one `ambition` is meant. */
const USUAL_REACH = 92;
/** Ways shorter than this are not worth a key (u): the shortest press moves the paddle by 22. */
const KEY_WORTH = 30;
/** Returned when the bot does not change its mind; null is "stop here". */
export type BotMove = number | null | undefined;

export class Bot {
  private readonly skill: Skill;
  private readonly memory: Observation[] = [];
  private reaction = 210;
  private flight = -1;
  private incoming = false;
  private aim = 0;
  private offset = 0;
  private nextDecision = 0;
  private pointer = 0;
  private tremor = 0;
  private direction = 0;
  private releaseAt = 0;
  private last = Number.NaN;
  private readonly random: () => number;
  private readonly hand: Hand;

  constructor(level: BotLevel, hand: Hand, random: () => number) {
    this.skill = SKILLS[level];
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
    const { skill } = this;
    if (seen.flight !== this.flight) {
      this.flight = seen.flight;
      this.incoming = seen.incoming;
      this.nextDecision = now;
      const u = this.random() * 2 - 1;
      const ambition = (skill.ambition * reachAt(seen.rules, seen)) / USUAL_REACH;
      this.offset = ambition * Math.sign(u) * Math.abs(u) ** 0.7;
      this.reaction = skill.reaction + skill.reactionSpread * this.random();
    }
    if (now < this.nextDecision) return false;
    this.nextDecision = now + 120 + 100 * this.random();
    const error = this.gauss() * (skill.aimNear + skill.aimFar * seen.remaining);
    const aim = this.incoming
      ? seen.contactY + error - this.offset
      : 0.35 * seen.ballY + this.gauss() * 40;
    const most = paddleRange(seen.rules) - CORNER;
    this.aim = Math.max(-most, Math.min(most, aim));
    return true;
  }

  private movePointer(dt: number): BotMove {
    this.tremor = 0.9 * this.tremor + this.gauss() * 1.3;
    this.pointer += (this.aim - this.pointer) * (1 - Math.exp(-dt / this.skill.hand));
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
