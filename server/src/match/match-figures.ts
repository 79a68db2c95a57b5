/** Figures of a running match that its state does not keep: it knows the last flights only. */
import { defenderOf, type Flight } from "@quickpong/shared/ball.ts";
import { otherSide, TICK_RATE } from "@quickpong/shared/court.ts";
import type { MatchState } from "@quickpong/shared/match.ts";

export interface MatchFigures {
  /** Hits in the longest rally. */
  readonly longestRally: number;
  /** Of the fastest ball (u/s). */
  readonly topSpeed: number;
  /** At least one hit of each side was ruled. */
  readonly bothHit: boolean;
  /** Of each side, as they were ruled. */
  readonly hits: readonly [left: number, right: number];
}

export class FigureCounter {
  #longestRally = 0;
  /** u a tick. */
  #topSpeed = 0;
  readonly #hits: [number, number] = [0, 0];
  /** Flights that are over, in all matches of the room. */
  #seen = 0;

  /** Takes in the flights that are over since the last time; cheap when there are none. */
  look({ flightCount, flights, now }: Pick<MatchState, "flightCount" | "flights" | "now">): void {
    const open = flights.at(-1)?.ruling === "open" ? 1 : 0;
    const fresh = flightCount - open - this.#seen;
    if (fresh === 0) return;
    this.#seen += fresh;
    const end = flights.length - open;
    for (const flight of flights.slice(Math.max(0, end - fresh), end)) this.#count(flight, now);
  }

  /** The figures since the last call of this. */
  take(): MatchFigures {
    const figures = {
      longestRally: this.#longestRally,
      topSpeed: Math.round(this.#topSpeed * TICK_RATE),
      bothHit: this.#hits.every((hits) => hits > 0),
      hits: [...this.#hits] as const,
    };
    this.#longestRally = 0;
    this.#topSpeed = 0;
    this.#hits.fill(0);
    return figures;
  }

  /** A flight that is not a serve is a hit of the side that it comes from. */
  #count(flight: Flight, now: number): void {
    // A serve that was announced and never began.
    if (flight.start > now) return;
    this.#longestRally = Math.max(this.#longestRally, flight.hits);
    this.#topSpeed = Math.max(this.#topSpeed, flight.speed);
    if (flight.hits > 0) this.#hits[otherSide(defenderOf(flight))]++;
  }
}
