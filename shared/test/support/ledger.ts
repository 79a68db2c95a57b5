/** Remembers every flight of a match and objects when one is changed that was ruled. */
import { contactTime, contactY, defenderOf, type Flight } from "../../src/ball.ts";
import { LONG_RULING_WINDOW, otherSide } from "../../src/court.ts";
import { pauseAfter } from "../../src/lateness.ts";
import type { MatchState } from "../../src/match.ts";
import { fingerprint } from "./fingerprint.ts";

/** After the longest wait for a late message, which ends with a whole tick (ticks). */
const LONGEST_PAUSE = pauseAfter(LONG_RULING_WINDOW + 1, 1);

export class Ledger {
  /** All flights so far, as last seen. */
  readonly flights: Flight[] = [];
  private readonly printed: string[] = [];

  /** To be called after every step; throws on a broken rule. */
  see(match: Pick<MatchState, "flights" | "flightCount">): void {
    const first = match.flightCount - match.flights.length;
    if (first > this.flights.length) throw new Error("flights were missed: look more often");
    for (const [i, flight] of match.flights.entries()) this.seeFlight(first + i, flight);
    for (const [i, flight] of match.flights.entries()) {
      // A match that ended in the middle of a rally keeps its last flight as it is.
      const next = match.flights[i + 1];
      if (flight.ruling === "open" && next && next.hits > 0)
        throw new Error("flown past a contact");
    }
  }

  private seeFlight(n: number, flight: Flight): void {
    const before = this.flights[n];
    const print = fingerprint(flight);
    if (before && this.printed[n] !== print) this.checkRuled(before, flight);
    if (!before && flight.hits > 0) this.checkFollows(n, flight);
    this.flights[n] = flight;
    this.printed[n] = print;
  }

  private checkRuled(before: Flight, after: Flight): void {
    const { ruling, gap } = after;
    if (before.ruling !== "open") throw new Error("a ruled flight was changed");
    if (fingerprint({ ...before, ruling, gap }) !== fingerprint(after)) {
      throw new Error("the ruling changed more than itself");
    }
  }

  private checkFollows(n: number, flight: Flight): void {
    const before = this.flights[n - 1] as Flight;
    if (before.ruling === "miss") throw new Error("a missed ball came back");
    const pause = flight.start - contactTime(before);
    if (!(pause >= 0 && pause <= LONGEST_PAUSE) || flight.y !== contactY(before)) {
      throw new Error("a flight does not begin at the contact before it");
    }
    if (flight.hits !== before.hits + 1) throw new Error("hits are miscounted");
  }

  /** Points by the flights from number `from` on. */
  misses(from = 0): [number, number] {
    const points: [number, number] = [0, 0];
    for (const flight of this.flights.slice(from)) {
      if (flight.ruling === "miss") points[otherSide(defenderOf(flight))]++;
    }
    return points;
  }
}
