/** The wall with a seat: it returns every ball, each as the day's course says. */
import { contactTime, contactY, defenderOf, reachAt } from "./ball.ts";
import type { Told } from "./bot-player.ts";
import type { Side } from "./court.ts";
import type { DailyCourse } from "./daily.ts";
import { lastFlight, type MatchState } from "./match.ts";
import { clampPaddle } from "./paddle.ts";
import { receiveInput, receiveWatermark } from "./simulation.ts";

/** How often it looks (ticks). */
const PACE = 2;
const DIRECTLY: Told = { input: receiveInput, watermark: receiveWatermark };

export class WallPlayer {
  private readonly course: DailyCourse;
  private readonly side: Side;
  private readonly told: Told;
  private seq = 0;
  /** The flight for which it has moved, counted from 1. */
  private moved = 0;

  /** `told` is the way to the simulation, where what it hears is recorded. */
  constructor(course: DailyCourse, side: Side, told = DIRECTLY) {
    this.course = course;
    this.side = side;
    this.told = told;
  }

  /** One look and perhaps one input, at the match's time `now` (ticks). */
  play(match: MatchState, now: number): void {
    const { side } = this;
    const flight = lastFlight(match);
    if (flight?.ruling !== "open" || defenderOf(flight) !== side) return;
    const tick = Math.floor(now);
    if (this.moved !== match.flightCount) {
      this.moved = match.flightCount;
      const share = this.course.shareAt(Math.floor(flight.hits / 2));
      const aim = contactY(flight) - share * reachAt(match.rules, flight);
      const target = clampPaddle(match.rules, aim);
      this.told.input(match, side, { seq: this.seq++ & 255, tick: tick + 1, target }, now);
    }
    const said = tick + PACE;
    if (said >= contactTime(flight)) this.told.watermark(match, side, said, now);
  }

  /** When it wants to look again (ticks); Infinity while there is nothing to play. */
  nextLook(match: MatchState, now: number): number {
    const idle = match.phase === "waiting" || match.phase === "finished";
    return idle ? Number.POSITIVE_INFINITY : Math.floor(now) + PACE;
  }
}
