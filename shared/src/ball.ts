/** The ball's motion in closed form: straight, folding at the walls, from one contact to the next. */
import {
  BALL_MAX_Y,
  BALL_RADIUS,
  GOAL_DISTANCE,
  LEFT,
  PADDLE_PLANE,
  RIGHT,
  type Side,
  TICK_RATE,
} from "./court.ts";
import { type HitRules, paddleLength, type Rules } from "./rules.ts";

/**
 * The ruling of a contact, which is final, or "open" before that. `void`: play was broken off, and there is
 * to be none.
 */
export type Ruling = "open" | "hit" | "miss" | "void";

/** The ball's way from a serve or a contact to the next contact. */
export interface Flight {
  /** Time at which it begins (ticks, not whole). */
  start: number;
  /** Height at which it begins (u); a serve begins on the middle line, others at a plane. */
  y: number;
  /** u/tick; its sign says who defends. */
  vx: number;
  /** u/tick, before any folding. */
  vy: number;
  /** u/tick; sqrt(vx^2 + vy^2) but for rounding, or |vx| where rules count the speed forward. */
  speed: number;
  /** Hits in this rally before this flight; 0 is the serve. */
  hits: number;
  /** What became of the contact at its end. */
  ruling: Ruling;
  /** Ball y - paddle y at the contact (u); 0 while the ruling is open, or when it is void. */
  gap: number;
}

/** Who has to return this flight. */
export const defenderOf = (flight: Flight): Side => (flight.vx < 0 ? LEFT : RIGHT);
/** x of a side's paddle plane (u). */
export const planeOf = (side: Side): number => (side === LEFT ? -PADDLE_PLANE : PADDLE_PLANE);
/** x at which the flight begins (u). */
export const startX = (flight: Flight): number =>
  flight.hits === 0 ? 0 : flight.vx < 0 ? PADDLE_PLANE : -PADDLE_PLANE;

/** Folds a height as if the walls were mirrors; odd in `y`, so mirroring is exact. */
export function fold(y: number): number {
  const span = 2 * BALL_MAX_Y;
  const height = Math.abs(y);
  const folds = Math.floor((height + BALL_MAX_Y) / span);
  const exact = folds % 2 === 0 ? height - folds * span : folds * span - height;
  // One step short of a wall the sum above rounds up to it, and the fold would end beyond it.
  const rest = Math.min(exact, BALL_MAX_Y);
  return y < 0 ? -rest : rest;
}

/** How often the ball has met a wall since the flight began. */
export const wallHits = (flight: Flight, t: number): number =>
  Math.floor((Math.abs(flight.y + flight.vy * (t - flight.start)) + BALL_MAX_Y) / (2 * BALL_MAX_Y));

/** When the ball's centre reaches the defender's plane (ticks). */
export const contactTime = (flight: Flight): number =>
  flight.start + (planeOf(defenderOf(flight)) - startX(flight)) / flight.vx;
/** Height at that time (u). */
export const contactY = (flight: Flight): number => ballY(flight, contactTime(flight));
/** Height at which it would reach it if there were no walls from time `t` on (u). */
export function straightY(flight: Flight, t: number): number {
  const turned = wallHits(flight, t) % 2 === 1;
  return ballY(flight, t) + (turned ? -flight.vy : flight.vy) * (contactTime(flight) - t);
}
/** When a missed ball has crossed the goal line (ticks). */
export const goalTime = (flight: Flight): number =>
  contactTime(flight) + GOAL_DISTANCE / Math.abs(flight.vx);

/** The ball's x at time `t` (u). */
export const ballX = (flight: Flight, t: number): number =>
  startX(flight) + flight.vx * (t - flight.start);
/** The ball's y at time `t` (u). */
export const ballY = (flight: Flight, t: number): number =>
  fold(flight.y + flight.vy * (t - flight.start));

/** A contact is a hit when |ball y - paddle y| is at most this: half a paddle and the ball's radius (u). */
export const reachAt = (rules: HitRules, { hits }: Pick<Flight, "hits">): number =>
  paddleLength(rules, hits) / 2 + BALL_RADIUS;

/** What a serve's speed follows from. */
type ServeRules = Pick<Rules, "serveSpeed" | "pace" | "forward">;

/** A flight from the middle line toward `side`; `slope` in [-1, 1] of its speed goes up or down. */
export function serve(
  rules: ServeRules,
  start: number,
  side: Side,
  y: number,
  slope: number,
): Flight {
  const speed = (rules.serveSpeed / TICK_RATE) * rules.pace;
  return open(rules, start, y, side, speed, speed * slope, 0);
}

/** The collision of ball and paddle: rules the flight's contact with the defender's paddle at `paddleY`. */
export function ruleContact(rules: HitRules, flight: Flight, paddleY: number): Flight {
  const gap = contactY(flight) - paddleY;
  return { ...flight, gap, ruling: Math.abs(gap) <= reachAt(rules, flight) ? "hit" : "miss" };
}

/**
 * The flight after a hit: faster, and steeper the further from the paddle's middle it was taken.
 * `paddleVy` is how the paddle moved at the contact (u/tick). It begins at `start` (ticks): at the contact,
 * or later when the message about that was late.
 */
export function returned(
  rules: HitRules,
  flight: Flight,
  paddleVy: number,
  start = contactTime(flight),
): Flight {
  const faster = flight.speed * rules.gain;
  const speed = Math.min(faster, rules.speedLimit / TICK_RATE);
  const off = flight.gap / reachAt(rules, flight);
  const vy = off * rules.edgeSlope * speed + rules.swing * paddleVy;
  const toward = defenderOf(flight) === LEFT ? RIGHT : LEFT;
  const next = open(rules, start, contactY(flight), toward, speed, vy, flight.hits + 1);
  if (rules.edgePace > 0) next.vx *= 1 + rules.edgePace * Math.abs(off);
  return next;
}

/** A flight nobody has ruled on. Not put together from parts: it is what a server makes most of. */
function open(
  { forward }: Pick<Rules, "forward">,
  start: number,
  y: number,
  toward: Side,
  speed: number,
  vy: number,
  hits: number,
): Flight {
  const vx = forward === 1 ? speed : Math.sqrt(speed * speed - vy * vy);
  return {
    start,
    y,
    hits,
    vx: toward === LEFT ? -vx : vx,
    vy,
    speed,
    ruling: "open",
    gap: 0,
  };
}
