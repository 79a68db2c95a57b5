/** Where ball and paddles are drawn in one frame: pure functions of the timeline and the clocks. */
import {
  ballX,
  ballY,
  contactTime,
  defenderOf,
  type Flight,
  goalTime,
  startX,
} from "@quickpong/shared/ball.ts";
import type { Side } from "@quickpong/shared/court.ts";
import { flightIndexAt } from "./ball-time.ts";
import type { NumberedFlight } from "./publication-reader.ts";

export interface BallSample {
  /** Court units, not mirrored. */
  x: number;
  y: number;
  /** u/tick; 0 while it waits. */
  vx: number;
  vy: number;
  /** Number of the flight drawn. */
  n: number;
  flight: Flight;
  /** It has not begun yet, or it waits for a ruling. */
  waiting: boolean;
}

/** The ball at time D (ticks); null when there is none or it has left the court. */
export function sampleBall(flights: readonly NumberedFlight[], D: number): BallSample | null {
  const current = flights[flightIndexAt(flights, D)];
  if (!current) return null;
  const { n, flight } = current;
  if (D < flight.start) return still(n, flight, flight.start);
  const contact = contactTime(flight);
  if (D <= contact) return moving(n, flight, D);
  if (flight.ruling !== "miss") return still(n, flight, contact);
  return D > goalTime(flight) ? null : moving(n, flight, D);
}

function moving(n: number, flight: Flight, t: number): BallSample {
  const { vx } = flight;
  const y = ballY(flight, t);
  // Folding turns vy round as often as the ball has met a wall: compare with a moment later.
  const vy = ballY(flight, t + 1e-3) < y ? -Math.abs(flight.vy) : Math.abs(flight.vy);
  return { x: ballX(flight, t), y, vx, vy, n, flight, waiting: false };
}

function still(n: number, flight: Flight, t: number): BallSample {
  const x = t === flight.start ? startX(flight) : ballX(flight, t);
  return { x, y: ballY(flight, t), vx: 0, vy: 0, n, flight, waiting: true };
}

/** Hits in the rally that is under way at `t` (ticks); none between two rallies. */
export function hitsAt(flights: readonly NumberedFlight[], t: number): number {
  const flight = flights[flightIndexAt(flights, t)]?.flight;
  if (!flight || t < flight.start) return 0;
  return flight.ruling === "miss" && t > contactTime(flight) ? 0 : flight.hits;
}

/** Time until the next drawn contact on the clock of its side (ticks), and whose it is. */
export function nextContact(
  ball: BallSample | null,
  D: number,
  eye: Side,
  P: number,
  R: number,
): { left: number; side: "own" | "opponent" | null } {
  const contact = ball ? contactTime(ball.flight) : Number.NEGATIVE_INFINITY;
  if (!ball || D >= contact) return { left: Number.POSITIVE_INFINITY, side: null };
  const own = defenderOf(ball.flight) === eye;
  return { left: contact - (own ? P : R), side: own ? "own" : "opponent" };
}

/** The open or just ruled contact at the opponent's plane that the ball waits at, if it does. */
export function stallAt(
  flights: readonly NumberedFlight[],
  D: number,
  eye: Side,
): Flight | undefined {
  for (const { flight } of flights) {
    if (defenderOf(flight) !== eye && Math.abs(contactTime(flight) - D) < 1e-6) return flight;
  }
  return undefined;
}

/** Ticks between `from` and `to` in which no flight is under way, because a message was late. */
export function pauseBetween(flights: readonly NumberedFlight[], from: number, to: number): number {
  let pause = 0;
  for (let i = 1; i < flights.length; i++) {
    const [before, after] = [flights[i - 1] as NumberedFlight, flights[i] as NumberedFlight];
    if (after.flight.hits === 0) continue;
    const began = Math.max(from, contactTime(before.flight));
    pause += Math.max(0, Math.min(to, after.flight.start) - began);
  }
  return pause;
}
