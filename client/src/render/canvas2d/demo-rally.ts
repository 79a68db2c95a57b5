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
  /** u */
  readonly paddleLength: number;
}

/** A rally; `random` gives numbers in [0, 1). */
export const createDemoRally = (random: () => number): DemoRally => new EndlessRally(random);

class EndlessRally implements DemoRally {
  readonly flights: Flight[];
  readonly paddleLength = DEMO_RULES.paddleLength;
  private readonly random: () => number;
  private now = 0;
  /** By side, of the paddle: where it was at the beginning of this flight, and where it has to be. */
  private readonly from: [number, number] = [0, 0];
  private readonly goal: [number, number] = [0, 0];

  constructor(random: () => number) {
    this.random = random;
    this.flights = [serve(DEMO_RULES, 0, RIGHT, (random() - 0.5) * 300, random() - 0.5)];
    this.plan();
  }

  moveTo(t: number): void {
    this.now = t;
    while (contactTime(this.current) <= t) {
      const flight = this.current;
      const gap = contactY(flight) - this.goal[defenderOf(flight)];
      this.flights.push(returned(DEMO_RULES, { ...flight, gap, ruling: "hit" }, 0));
      if (this.flights.length > KEPT) this.flights.shift();
      this.plan();
    }
  }

  get ball(): { x: number; y: number } {
    return { x: ballX(this.current, this.now), y: ballY(this.current, this.now) };
  }

  paddleY(side: Side): number {
    const flight = this.current;
    const goal = this.goal[side];
    if (defenderOf(flight) !== side) return goal;
    const t = (this.now - flight.start) / (contactTime(flight) - flight.start);
    const eased = t < 0.5 ? 4 * t * t * t : 1 - (2 - 2 * t) ** 3 / 2;
    return this.from[side] + (goal - this.from[side]) * eased;
  }

  private get current(): Flight {
    return this.flights[this.flights.length - 1] as Flight;
  }

  /** Says where the defender of the current flight takes the ball. */
  private plan(): void {
    const flight = this.current;
    const side = defenderOf(flight);
    const reach = SHARPEST * reachAt(DEMO_RULES, flight);
    const wanted = contactY(flight) - (this.random() * 2 - 1) * reach;
    const end = paddleRange(DEMO_RULES);
    this.from[side] = this.goal[side];
    this.goal[side] = Math.min(end, Math.max(-end, wanted));
  }
}

/** The side that struck a flight. */
export const strikerOf = (flight: Flight): Side => (defenderOf(flight) === LEFT ? RIGHT : LEFT);
