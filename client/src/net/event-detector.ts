/** Finds what becomes visible between two frames. Effects and sounds follow from these alone. */
import {
  ballX,
  ballY,
  contactTime,
  defenderOf,
  type Flight,
  goalTime,
  wallHits,
} from "@quickpong/shared/ball.ts";
import {
  BALL_MAX_Y,
  RIGHT,
  SERVE_COUNTDOWN,
  type Side,
  TICK_RATE,
  ticksFromMs,
} from "@quickpong/shared/court.ts";
import { END_REASONS, PHASES } from "@quickpong/shared/match.ts";
import type { PublishedState } from "@quickpong/shared/protocol/publication.ts";
import type { NumberedFlight } from "./publication-reader.ts";
import type { MatchEvent, Who } from "./view-frame.ts";

const FINISHED = PHASES.indexOf("finished");
const BY_SCORE = 1 + END_REASONS.indexOf("score");

/**
 * A serve that is further away than this (ticks) when it is first seen is one that is counted down to.
 * The others are seen a little more than a second before, some of them late.
 */
const COUNTED_FROM = SERVE_COUNTDOWN + ticksFromMs(300);

/**
 * A frame that comes later than this after the one before (ticks) is the first one of a tab that was
 * hidden. What happened meanwhile must not sound and shine all at once.
 */
const LONGEST_FRAME = ticksFromMs(333);

export class EventDetector {
  private readonly eye: Side;
  private pending: MatchEvent[] = [];
  private servesSeen = -1;
  private hitsShown = -1;
  private goalsShown = -1;
  private finishShown = false;

  constructor(eye: Side) {
    this.eye = eye;
  }

  emote(side: Side, emote: number): void {
    this.pending.push({ type: "emote", by: this.who(side), emote });
  }

  /** The ball goes on elsewhere than it was. */
  gap(): void {
    this.pending.push({ type: "gap" });
  }

  /**
   * Everything that the ball's time passes between `from` and `to` (ticks), and the end of the match.
   * Of what passed in a gap only what still counts: the countdown, emotes and the end.
   */
  find(
    state: PublishedState,
    flights: readonly NumberedFlight[],
    from: number,
    to: number,
  ): MatchEvent[] {
    const events = this.pending;
    this.pending = [];
    const found: MatchEvent[] = [];
    if (!isBrokenOff(state)) {
      for (const each of flights) this.findInFlight(each, from, to, found);
    }
    if (to - from <= LONGEST_FRAME) events.push(...found);
    else events.push({ type: "gap" }, ...found.filter(({ type }) => type === "countdown"));
    const finished = state.phase === FINISHED && !this.pendingGoal(state, flights, to);
    if (finished && !this.finishShown) {
      const winner = state.winner === 0 ? null : this.who((state.winner - 1) as Side);
      events.push({ type: "finish", winner });
    }
    this.finishShown = finished;
    return events;
  }

  /** Whether the newest flight is missed and the picture has not yet shown the goal. */
  pendingGoal(state: PublishedState, flights: readonly NumberedFlight[], D: number): boolean {
    const flight = flights[flights.length - 1]?.flight;
    const missed = flight !== undefined && flight.ruling === "miss";
    return missed && D < goalTime(flight) && !isBrokenOff(state);
  }

  private findInFlight(
    { n, flight }: NumberedFlight,
    from: number,
    to: number,
    events: MatchEvent[],
  ): void {
    const { start } = flight;
    const contact = contactTime(flight);
    // Most flights that are kept are over and done with.
    if (n <= this.hitsShown && from >= contact && flight.ruling === "hit") return;
    if (flight.hits === 0) {
      if (from < start && to >= start) {
        events.push({ type: "serve", toward: this.who(defenderOf(flight)) });
      }
      this.count(n, start, from, to, events);
    }
    this.findWall(flight, Math.max(from, start), Math.min(to, contact), events);
    if (flight.ruling === "hit" && to >= contact && n > this.hitsShown)
      this.hit(n, flight, from, events);
    if (flight.ruling === "miss" && to >= goalTime(flight) && n > this.goalsShown) {
      this.goalsShown = n;
      // Joining after the goal, there is nothing to show.
      if (from >= goalTime(flight) + 1) return;
      const t = goalTime(flight);
      const by = this.who(defenderOf(flight) === RIGHT ? 0 : 1);
      const at = { x: this.mirror(ballX(flight, t)), y: ballY(flight, t) };
      events.push({ type: "goal", by, ...at, speed: flight.speed });
    }
  }

  /** Counts when a second begins, and at first sight: a countdown of 3 s may begin inside the third. */
  private count(n: number, start: number, from: number, to: number, events: MatchEvent[]): void {
    const left = secondsTo(start, to);
    const appears = n > this.servesSeen && start - to > COUNTED_FROM;
    this.servesSeen = Math.max(this.servesSeen, n);
    if (left >= 1 && left <= 3 && (appears || secondsTo(start, from) !== left)) {
      events.push({ type: "countdown", left });
    }
  }

  /** At most one a frame: two walls are 876 u apart, 27 ticks at the highest speed. */
  private findWall(flight: Flight, from: number, to: number, events: MatchEvent[]): void {
    if (to <= from) return;
    const met = wallHits(flight, to);
    if (met <= wallHits(flight, from)) return;
    const unfolded = Math.sign(flight.vy) * (2 * met - 1) * BALL_MAX_Y;
    const t = flight.start + (unfolded - flight.y) / flight.vy;
    const y = Math.sign(ballY(flight, t)) * BALL_MAX_Y;
    events.push({ type: "wall", x: this.mirror(ballX(flight, t)), y, speed: flight.speed });
  }

  private hit(
    n: number,
    flight: NumberedFlight["flight"],
    from: number,
    events: MatchEvent[],
  ): void {
    this.hitsShown = n;
    const contact = contactTime(flight);
    if (from > contact + 1) return;
    const by = this.who(defenderOf(flight));
    const y = ballY(flight, contact);
    events.push({
      type: "hit",
      by,
      y,
      gap: flight.gap,
      speed: flight.speed,
      hits: flight.hits + 1,
    });
  }

  private who(side: Side): Who {
    return side === this.eye ? "own" : "opponent";
  }

  private mirror(x: number): number {
    return this.eye === RIGHT ? -x : x;
  }
}

/** Somebody left in the middle of a rally: its ball flies on, and nobody wins or loses by it. */
const isBrokenOff = ({ phase, endReason }: PublishedState): boolean =>
  phase === FINISHED && endReason !== BY_SCORE;

const secondsTo = (start: number, t: number): number => Math.ceil((start - t) / TICK_RATE);
