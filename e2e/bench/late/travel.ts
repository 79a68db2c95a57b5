/**
 * How far paddles get. Nobody can answer a ball before it is known to come, so from that moment on a paddle
 * gets no further from where it was known to be than its speed allows.
 */
import { contactTime, defenderOf, type Flight } from "@quickpong/shared/ball.ts";
import type { Side } from "@quickpong/shared/court.ts";
import { lastFlight, type MatchState } from "@quickpong/shared/match.ts";
import { trackAt } from "@quickpong/shared/paddle.ts";
import { paddleSpeed } from "@quickpong/shared/rules.ts";

export class Travel {
  /**
   * The furthest that each paddle was beyond that, as a share of what it can do in the whole flight. It is
   * looked at every tick, so up to a tick is not counted.
   */
  readonly further: [number, number] = [0, 0];
  private readonly match: MatchState;
  private flight: Flight | undefined;
  private y = 0;
  private known = 0;

  constructor(match: MatchState) {
    this.match = match;
  }

  /** To be called every tick. */
  look(): void {
    const { match } = this;
    const flight = lastFlight(match);
    if (flight?.ruling !== "open") return;
    const side = defenderOf(flight);
    const y = trackAt(match.rules, match.players[side].segments, match.now);
    if (flight !== this.flight) this.begin(flight, y);
    else this.measure(flight, side, y);
  }

  private begin(flight: Flight, y: number): void {
    this.flight = flight;
    this.y = y;
    this.known = this.match.now;
  }

  private measure(flight: Flight, side: Side, y: number): void {
    const speed = paddleSpeed(this.match.rules);
    const time = this.match.now - this.known;
    const beyond = Math.abs(y - this.y) - speed * (time + 1);
    const whole = speed * (contactTime(flight) - this.known);
    this.further[side] = Math.max(this.further[side], beyond / whole);
  }
}
