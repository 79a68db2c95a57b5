/**
 * D, the time at which the ball is drawn. Between paddles it slides from one player's clock to the
 * other's at a constant rate (the warp), so that the ball meets the own paddle at P and the
 * opponent's at R, where those paddles are drawn. It moves by rates, so it never jumps.
 */
import { contactTime, defenderOf } from "@quickpong/shared/ball.ts";
import type { Side } from "@quickpong/shared/court.ts";
import type { NumberedFlight } from "./publication-reader.ts";

/** The clocks at this frame and at the one before (ticks). */
export interface ClockStep {
  P: number;
  R: number;
  lastP: number;
  lastR: number;
  /** Ticks of local time between the two frames. */
  dt: number;
}

/** How fast D may catch up with R when the opponent has missed. */
const MISS_RATE = 1.6;
/** An opponent's error over this (u) holds the ball at their plane until it is settled. */
export const SETTLE_ERROR = 3;
/** Two times this close (ticks) are the same. */
const SAME = 1e-6;

/** Index of the flight that is drawn at D; flights oldest first, not empty. */
export function flightIndexAt(flights: readonly NumberedFlight[], D: number): number {
  let i = flights.length - 1;
  while (i > 0 && (flights[i] as NumberedFlight).flight.start > D) i--;
  return i;
}

/** The next D (ticks). `opponentError` is the opponent paddle's visible error (u). */
export function nextBallTime(
  D: number,
  flights: readonly NumberedFlight[],
  side: Side,
  clocks: ClockStep,
  opponentError: number,
): number {
  const i = flightIndexAt(flights, D);
  const current = flights[i]?.flight;
  if (!current) return clocks.R;
  const unsettled = Math.abs(opponentError) > SETTLE_ERROR;
  const previous = i > 0 && D <= current.start + SAME ? flights[i - 1]?.flight : current;
  if (unsettled && previous && previous.ruling !== "open" && defenderOf(previous) !== side) {
    if (Math.abs(D - contactTime(previous)) < SAME) return D;
  }
  const mine = defenderOf(current) === side;
  if (D < current.start) return beforeServe(D, current.start, mine ? clocks.P : clocks.R);
  if (mine) return incoming(D, current, clocks);
  return outgoing(D, current, flights[i + 1]?.flight, clocks, unsettled);
}

/** A serve is drawn on the clock of whoever receives it, so it needs no warp at all. */
function beforeServe(D: number, start: number, wanted: number): number {
  return wanted < start ? wanted : Math.max(D, Math.min(wanted, start + 1));
}

type Flight = NumberedFlight["flight"];

function incoming(D: number, flight: Flight, { P, lastP }: ClockStep): number {
  const contact = contactTime(flight);
  if (P >= contact || (D >= contact && flight.ruling === "miss")) return P;
  if (D >= contact) return D;
  return D + ((contact - D) * (P - lastP)) / (contact - lastP);
}

function outgoing(
  D: number,
  flight: Flight,
  next: Flight | undefined,
  { P, R, lastP, lastR, dt }: ClockStep,
  unsettled: boolean,
): number {
  const contact = contactTime(flight);
  const missed = flight.ruling === "miss";
  if (missed && D >= contact) return Math.max(D, Math.min(R, D + MISS_RATE * dt));
  if (R < contact) {
    return D >= contact ? D : D + ((contact - D) * (R - lastR)) / (contact - lastR);
  }
  if (flight.ruling === "open") return Math.max(D, contact);
  if (unsettled) return Math.max(D, contact);
  if (missed || !next) return Math.max(D, Math.min(R, Math.max(D, contact) + MISS_RATE * dt));
  const nextContact = contactTime(next);
  const held = lastR >= contact;
  const step = held ? P - lastP : Math.min(R - contact, P - lastP);
  if (P >= nextContact) return P;
  return next.start + ((nextContact - next.start) * step) / (nextContact - (P - step));
}
