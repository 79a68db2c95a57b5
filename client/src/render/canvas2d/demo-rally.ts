/** An endless rally between two players who never miss, for the page's background. Pure. */
import {
  ballX,
  ballY,
  contactTime,
  contactY,
  defenderOf,
  type Flight,
  reachAt,
  returned,
  serve,
} from "@quickpong/shared/ball.ts";
import { LEFT, RIGHT, type Side } from "@quickpong/shared/court.ts";
import { paddleRange } from "@quickpong/shared/rules.ts";

/** Flights that stay visible. */
const KEPT = 7;
/** Slow, and always the same: this is for looking at, not for playing. */
export const DEMO_RULES = {
  serveSpeed: 480,
  pace: 1,
  gain: 1,
  speedLimit: 480,
  forward: 0,
  edgeSlope: 0.85,
  edgePace: 0,
  swing: 0,
  paddleLength: 160,
  shrinkAfter: 0,
  shrinkBy: 0,
  shortest: 160,
};
/** Share of the paddle's reach at which the ball is taken, at most. */
const SHARPEST = 0.75;

export interface DemoRally {
  /** Moves on to time `t` (ticks from the beginning). */
  moveTo(t: number): void;
  /** Oldest first; the last one is in the air. */
  readonly flights: readonly Flight[];
  readonly ball: { x: number; y: number };
  paddleY(side: Side): number;
}

/** A rally; `random` gives numbers in [0, 1). */
export function createDemoRally(random: () => number): DemoRally {
  let now = 0;
  const flights: Flight[] = [serve(DEMO_RULES, 0, RIGHT, (random() - 0.5) * 300, random() - 0.5)];
  const from: [number, number] = [0, 0];
  const goal: [number, number] = [0, 0];
  const current = () => flights[flights.length - 1] as Flight;

  const plan = () => {
    const flight = current();
    const side = defenderOf(flight);
    const y = contactY(flight);
    const wanted = y - (random() * 2 - 1) * SHARPEST * reachAt(DEMO_RULES, flight);
    from[side] = goal[side];
    const end = paddleRange(DEMO_RULES);
    goal[side] = Math.min(end, Math.max(-end, wanted));
  };
  plan();
  return {
    flights,
    moveTo(t) {
      now = t;
      while (contactTime(current()) <= now) {
        const flight = current();
        const gap = contactY(flight) - goal[defenderOf(flight)];
        flights.push(returned(DEMO_RULES, { ...flight, gap, ruling: "hit" }, 0));
        if (flights.length > KEPT) flights.shift();
        plan();
      }
    },
    get ball() {
      return { x: ballX(current(), now), y: ballY(current(), now) };
    },
    paddleY(side) {
      const flight = current();
      if (defenderOf(flight) !== side) return goal[side];
      const t = (now - flight.start) / (contactTime(flight) - flight.start);
      const eased = t < 0.5 ? 4 * t * t * t : 1 - (2 - 2 * t) ** 3 / 2;
      return from[side] + (goal[side] - from[side]) * eased;
    },
  };
}

/** The side that struck a flight. */
export const strikerOf = (flight: Flight): Side => (defenderOf(flight) === LEFT ? RIGHT : LEFT);
